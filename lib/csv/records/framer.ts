import {
  BYTE_ORDER_MARK,
  CR,
  type Delimiter,
  EQUALS,
  FORM_FEED,
  LF,
  NUL,
  QUOTE,
  SPACE,
  SUBSTITUTE,
  TAB,
} from '../dialect.ts';

/** Kinds of bytes. */
const KIND = {
  other: 0,
  padding: 1,
  cr: 2,
  nul: 3,
  delimiter: 4,
  quote: 5,
  lf: 6,
  equals: 7,
  /** A form feed or ^Z: blank, but no padding. */
  invisible: 8,
  beyondAscii: 9,
  /** The three bytes of a byte order mark. */
  mark1: 10,
  mark2: 11,
  mark3: 12,
} as const;

/** Where a record stands between two bytes. */
const STATE = {
  /** At the start of the record, where a byte order mark may stand, of a file that others were put together to. */
  recordStart: 0,
  /** After the first byte of a mark, and after the second. */
  mark1: 1,
  mark2: 2,
  /** At the start of a field, or in the padding before it. */
  fieldStart: 3,
  /** After CRs at the start of a field: if an LF follows, the field is empty. */
  emptyCr: 4,
  /** After an equals sign at the start of a field: with the quote of `="00123"` it opens a quoted field. */
  equals: 5,
  unquoted: 6,
  quoted: 7,
  /** After a quote inside a quoted field: the closing one, or the first of a pair. */
  quoteSeen: 8,
  /** In the padding after a closing quote. */
  closed: 9,
  /** After CRs that come after a closing quote: only the LF may follow. */
  closedCr: 10,
  /** After a quote or a text where none may be: the record ends at the next line end. */
  stray: 11,
} as const;

const STATES = 12;
/** Kinds a state, rounded up to a power of two. */
const STRIDE = 16;

/** TRANSITIONS[state * STRIDE + kind] is the next state. An LF outside quotes is no transition: it ends the record. */
const TRANSITIONS = new Uint8Array(STATES * STRIDE);

type Transitions = Partial<Record<keyof typeof KIND, number>>;

function transitions(state: number, otherwise: number, special: Transitions) {
  for (const [name, kind] of Object.entries(KIND)) {
    TRANSITIONS[state * STRIDE + kind] = special[name as keyof typeof KIND] ?? otherwise;
  }
}

const IN_UNQUOTED: Transitions = { delimiter: STATE.fieldStart, quote: STATE.stray };
const AT_FIELD_START: Transitions = {
  padding: STATE.fieldStart,
  delimiter: STATE.fieldStart,
  cr: STATE.emptyCr,
  equals: STATE.equals,
  quote: STATE.quoted,
};

transitions(STATE.recordStart, STATE.unquoted, { ...AT_FIELD_START, mark1: STATE.mark1 });
transitions(STATE.mark1, STATE.unquoted, { ...IN_UNQUOTED, mark2: STATE.mark2 });
transitions(STATE.mark2, STATE.unquoted, { ...IN_UNQUOTED, mark3: STATE.fieldStart });
transitions(STATE.fieldStart, STATE.unquoted, AT_FIELD_START);
transitions(STATE.emptyCr, STATE.unquoted, { ...IN_UNQUOTED, cr: STATE.emptyCr });
transitions(STATE.equals, STATE.unquoted, { ...IN_UNQUOTED, quote: STATE.quoted });
transitions(STATE.unquoted, STATE.unquoted, IN_UNQUOTED);
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
transitions(STATE.closedCr, STATE.stray, { cr: STATE.closedCr });
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
  kinds[EQUALS] = KIND.equals;
  kinds[FORM_FEED] = KIND.invisible;
  kinds[SUBSTITUTE] = KIND.invisible;
  kinds[delimiter.charCodeAt(0)] = KIND.delimiter;
  kinds.fill(KIND.beyondAscii, 128);
  for (const [index, byte] of BYTE_ORDER_MARK.entries()) {
    kinds[byte] = KIND.mark1 + index;
  }
  return kinds;
}

const bits = (...kinds: number[]): number => kinds.reduce((all, kind) => all | (1 << kind), 0);

/** Whether only these kinds were seen tells a blank line; with these besides it may be one. */
const BLANK_KINDS = bits(KIND.padding, KIND.cr, KIND.lf, KIND.delimiter);
const BEYOND_ASCII = bits(KIND.beyondAscii, KIND.mark1, KIND.mark2, KIND.mark3);
const PERHAPS_BLANK_KINDS = BLANK_KINDS | BEYOND_ASCII | bits(KIND.invisible);

const EMPTY_STATES: ReadonlySet<number> = new Set([STATE.recordStart, STATE.fieldStart, STATE.emptyCr]);
const CLOSED_STATES: ReadonlySet<number> = new Set([STATE.quoteSeen, STATE.closed, STATE.closedCr]);

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
