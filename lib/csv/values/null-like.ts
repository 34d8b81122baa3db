/** What tools write where there is no value: databases, spreadsheets, pandas and R. */
const NULL_LIKE = new Set(['NULL', 'null', '\\N', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'None']);

/** The lengths that these have. */
const SHORTEST = 2;
const LONGEST = 4;

/** The same as their bytes, one after the other in a number. */
const AS_NUMBERS = new Set([...NULL_LIKE].map((text) => asNumber(Buffer.from(text), 0, text.length)));

/** Whether a text is one that tools write where there is no value. */
export const isNullLike = (text: string): boolean => text.length <= LONGEST && NULL_LIKE.has(text);

/** The same of `bytes[from, to)`: of most fields the length tells. */
export function isPlainNullLike(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (length < SHORTEST || length > LONGEST) {
    return false;
  }
  return AS_NUMBERS.has(asNumber(bytes, from, to));
}

/** Up to four bytes in 32 bits; different ones for different bytes, as none is a NUL. */
function asNumber(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    number = (number << 8) | (bytes[at] as number);
  }
  return number;
}
