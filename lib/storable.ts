/** Whether PostgreSQL can hold a text: it has no NUL, and UTF-8 has no halves of a surrogate pair. */
export const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** What is wrong with a text that isStorable refuses. */
export const UNSTORABLE = 'must not contain NUL or half of a surrogate pair';

/** Whether a text is an id: digits of a number below 2^63. */
export function isId(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n;
}
