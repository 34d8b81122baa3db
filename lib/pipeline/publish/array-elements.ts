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
  if (bytes[0] !== BRACE || bytes.at(-1) !== CLOSING_BRACE) {
    throw new Error('the stage has keys that are no array');
  }
  const end = bytes.length - 1;
  for (let at = 1; at < end; at++) {
    const isQuoted = bytes[at] === QUOTE;
    at += isQuoted ? 1 : 0;
    const from = at;
    let to = at;
    for (; at < end && bytes[at] !== (isQuoted ? QUOTE : COMMA); at++) {
      at += bytes[at] === BACKSLASH ? 1 : 0;
      // Over the backslashes that are left out.
      bytes[to++] = bytes[at] as number;
    }
    onElement(bytes, from, to);
    at += isQuoted ? 1 : 0;
  }
}
