const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Takes an element: it is `bytes[from, to)`, in the call only. */
export type OnElement = (bytes: Uint8Array, from: number, to: number) => void;

/**
 * Reads an array as PostgreSQL writes it, and array-literal.ts does: `{1,2}` or `{"a","b"}`. There is no NULL among keys, so
 * that none is looked for.
 */
export function eachElement(literal: string, onElement: OnElement): void {
  const bytes = Buffer.from(literal);
  const end = bytes.length - 1;
  if (bytes[0] !== BRACE || bytes[end] !== CLOSING_BRACE) {
    throw new Error('the stage has keys that are no array');
  }
  for (let from = 1; from < end; ) {
    // After a quoted element its closing quote, and after any a comma, or the end.
    from =
      bytes[from] === QUOTE ? quoted(bytes, from + 1, onElement) + 2 : bare(bytes, from, end, onElement) + 1;
  }
}

/** Reads an element without quotes. @returns where it ends */
function bare(bytes: Buffer, from: number, end: number, onElement: OnElement): number {
  let to = from;
  while (to < end && bytes[to] !== COMMA) {
    to++;
  }
  onElement(bytes, from, to);
  return to;
}

/** Reads an element in quotes, without its backslashes. @returns where it ends */
function quoted(bytes: Buffer, from: number, onElement: OnElement): number {
  let [at, to] = [from, from];
  for (; bytes[at] !== QUOTE && at < bytes.length; at++) {
    at += bytes[at] === BACKSLASH ? 1 : 0;
    bytes[to++] = bytes[at] as number;
  }
  onElement(bytes, from, to);
  return at;
}
