// What framing knows of bytes and states: the state machine of framer.ts, as tables.
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
} from '../../dialect.ts';

/** Kinds of bytes. */
export const KIND = {
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
export const STATE = {
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
export const STRIDE = 16;

/** TRANSITIONS[state * STRIDE + kind] is the next state. An LF outside quotes is no transition: it ends the record. */
export const TRANSITIONS = new Uint8Array(STATES * STRIDE);

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

/** Gives the kind of each byte in a file of the delimiter. */
export function byteKinds(delimiter: Delimiter): Uint8Array {
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
export const BLANK_KINDS = bits(KIND.padding, KIND.cr, KIND.lf, KIND.delimiter);
export const BEYOND_ASCII = bits(KIND.beyondAscii, KIND.mark1, KIND.mark2, KIND.mark3);
export const PERHAPS_BLANK_KINDS = BLANK_KINDS | BEYOND_ASCII | bits(KIND.invisible);

export const EMPTY_STATES: ReadonlySet<number> = new Set([
  STATE.recordStart,
  STATE.fieldStart,
  STATE.emptyCr,
]);
export const CLOSED_STATES: ReadonlySet<number> = new Set([STATE.quoteSeen, STATE.closed, STATE.closedCr]);
