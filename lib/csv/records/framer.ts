import { CR, type Delimiter, LF, NUL, QUOTE, SPACE, TAB } from '../dialect.ts';

/** Kinds of bytes. */
const KIND = {
  other: 0,
  padding: 1,
  cr: 2,
  nul: 3,
  delimiter: 4,
  quote: 5,
  lf: 6,
  beyondAscii: 7,
} as const;

/** Where a record stands between two bytes. */
const STATE = {
  /** At the start of a field, or in the padding before it. */
  fieldStart: 0,
  unquoted: 1,
  quoted: 2,
  /** After a quote inside a quoted field: the closing one, or the first of a pair. */
  quoteSeen: 3,
  /** In the padding after a closing quote. */
  closed: 4,
  /** After a CR that comes after a closing quote: only the LF may follow. */
  closedCr: 5,
  /** After a quote or a text where none may be: the record ends at the next line end. */
  stray: 6,
} as const;

const STATES = 7;
/** Kinds a state, rounded up to a power of two. */
const STRIDE = 8;

/** TRANSITIONS[state * STRIDE + kind] is the next state. An LF outside quotes is no transition: it ends the record. */
const TRANSITIONS = new Uint8Array(STATES * STRIDE);

function transitions(state: number, otherwise: number, special: Partial<Record<keyof typeof KIND, number>>) {
  for (const [name, kind] of Object.entries(KIND)) {
    TRANSITIONS[state * STRIDE + kind] = special[name as keyof typeof KIND] ?? otherwise;
  }
}

transitions(STATE.fieldStart, STATE.unquoted, {
  padding: STATE.fieldStart,
  delimiter: STATE.fieldStart,
  quote: STATE.quoted,
});
transitions(STATE.unquoted, STATE.unquoted, { delimiter: STATE.fieldStart, quote: STATE.stray });
transitions(STATE.quoted, STATE.quoted, { quote: STATE.quoteSeen });
transitions(STATE.quoteSeen, STATE.stray, {
  padding: STATE.closed,
  cr: STATE.closedCr,
  delimiter: STATE.fieldStart,
  quote: STATE.quoted,
});
transitions(STATE.closed, STATE.stray, {
  padding: STATE.closed,
  cr: STATE.closedCr,
  delimiter: STATE.fieldStart,
});
transitions(STATE.closedCr, STATE.stray, {});
transitions(STATE.stray, STATE.stray, {});

/** The kind of each byte in a file of the delimiter. */
function byteKinds(delimiter: Delimiter): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds[SPACE] = KIND.padding;
  kinds[TAB] = KIND.padding;
  kinds[CR] = KIND.cr;
  kinds[NUL] = KIND.nul;
  kinds[QUOTE] = KIND.quote;
  kinds[LF] = KIND.lf;
  kinds[delimiter.charCodeAt(0)] = KIND.delimiter;
  kinds.fill(KIND.beyondAscii, 128);
  return kinds;
}

/** Whether only these kinds were seen tells a blank line. */
const BLANK_KINDS = (1 << KIND.padding) | (1 << KIND.cr) | (1 << KIND.lf);

/**
 * Finds where records end, whatever is in them: one state machine over bytes (RFC 4180, with padding round quoted
 * fields), which keeps its place when a record goes on in the next chunk. A quote opens a quoted field only at the
 * start of a field. Where a quote or text stands where none may, the record is stray and ends at the next LF.
 */
export class Framer {
  readonly #kinds: Uint8Array;
  #state: number = STATE.fieldStart;
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
    this.#state = STATE.fieldStart;
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
      if (kind === KIND.lf) {
        this.newlines++;
        if (state !== STATE.quoted) {
          end = at + 1;
          break;
        }
      } else if (kind === KIND.delimiter && state !== STATE.quoted) {
        this.columns++;
      }
      state = TRANSITIONS[state * STRIDE + kind] ?? 0;
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

  /** The line has only padding: it is no record. */
  get blank(): boolean {
    return (this.#seen & ~BLANK_KINDS) === 0;
  }

  get isAscii(): boolean {
    return (this.#seen & (1 << KIND.beyondAscii)) === 0;
  }

  get hasNul(): boolean {
    return (this.#seen & (1 << KIND.nul)) !== 0;
  }
}
