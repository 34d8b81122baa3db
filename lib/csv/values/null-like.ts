/** What tools write where there is no value: databases, spreadsheets, pandas and R. */
const NULL_LIKE = new Set(['NULL', 'null', '\\N', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'None']);

/** The lengths that these have. */
const SHORTEST = 2;
const LONGEST = 4;

/** Whether a text is one that tools write where there is no value. */
export const isNullLike = (text: string): boolean => text.length <= LONGEST && NULL_LIKE.has(text);

/** The same of `bytes[from, to)`: of most fields the length tells. */
export function isPlainNullLike(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (length < SHORTEST || length > LONGEST) {
    return false;
  }
  return NULL_LIKE.has(String.fromCharCode(...bytes.subarray(from, to)));
}
