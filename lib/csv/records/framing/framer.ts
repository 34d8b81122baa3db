import type { Delimiter } from '../../dialect.ts';
import {
  BEYOND_ASCII,
  BLANK_KINDS,
  byteKinds,
  CLOSED_STATES,
  EMPTY_STATES,
  KIND,
  PERHAPS_BLANK_KINDS,
  STATE,
  STRIDE,
  TRANSITIONS,
} from './framing-table.ts';

// As constants of this file: the loop below looks at every byte of a record.
const { lf: LINE_END, delimiter: DELIMITER } = KIND;
const { quoted: QUOTED } = STATE;
const NEXT = TRANSITIONS;

/**
 * Finds where records end, whatever is in them: one state machine over bytes (RFC 4180, with padding round quoted
 * fields), which keeps its place when a record goes on in the next chunk. A quote opens a quoted field only at the
 * start of a field, also after an equals sign. Where a quote or text stands where none may, the record is stray and ends at the next LF.
 */
export class Framer {
  readonly #kinds: Uint8Array;
  #state: number = STATE.recordStart;
  #seen = 0;
  /** Columns of the record so far: delimiters outside quotes, plus one. */
  columns = 1;
  /** LFs in the record so far, that of its end included. */
  newlines = 0;

  constructor(delimiter: Delimiter) {
    this.#kinds = byteKinds(delimiter);
  }

  /** Forgets the last record: the next byte starts one. */
  begin(): void {
    this.#state = STATE.recordStart;
    this.#seen = 0;
    this.columns = 1;
    this.newlines = 0;
  }

  /** Goes on through `bytes[from, to)`. Returns the index after the LF that ends the record, or -1. */
  scan(bytes: Uint8Array, from: number, to: number): number {
    const kinds = this.#kinds;
    let state = this.#state;
    let seen = this.#seen;
    let end = -1;
    for (let at = from; at < to; at++) {
      const kind = kinds[bytes[at] ?? 0] ?? 0;
      seen |= 1 << kind;
      if (kind === LINE_END) {
        this.newlines++;
        if (state !== QUOTED) {
          end = at + 1;
          break;
        }
      } else if (kind === DELIMITER && state !== QUOTED) {
        this.columns++;
      }
      state = NEXT[state * STRIDE + kind] ?? 0;
    }
    this.#state = state;
    this.#seen = seen;
    return end;
  }

  /** The record is inside a quoted field. */
  get open(): boolean {
    return this.#state === STATE.quoted;
  }

  /** The record has a quote inside an unquoted field, or text after a closing quote. */
  get stray(): boolean {
    return this.#state === STATE.stray;
  }

  /** Nothing stands after the last delimiter but padding and the line end; a field of empty quotes may be empty as well. */
  get isLastEmpty(): boolean {
    return EMPTY_STATES.has(this.#state);
  }

  /** The last field is quoted, and its quote closed. */
  get isLastQuoted(): boolean {
    return CLOSED_STATES.has(this.#state);
  }

  /** There are only delimiters and padding: it is no row. */
  get isBlank(): boolean {
    return (this.#seen & ~BLANK_KINDS) === 0;
  }

  /** What is there besides may all be invisible: whether it is, only its text tells. */
  get isPerhapsBlank(): boolean {
    return (this.#seen & ~PERHAPS_BLANK_KINDS) === 0;
  }

  get isAscii(): boolean {
    return (this.#seen & BEYOND_ASCII) === 0;
  }

  get hasNul(): boolean {
    return (this.#seen & (1 << KIND.nul)) !== 0;
  }
}
