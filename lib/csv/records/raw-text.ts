/** Longest raw text of an entry, in UTF-16 units, so that thousands of rejects stay small. */
export const RAW_LENGTH = 2000;

/** Bytes that hold RAW_LENGTH units and one more, whatever they encode: a unit takes at most three. */
export const RAW_BYTES = 4 * RAW_LENGTH;

const CUT_MARK = '…';

/**
 * The raw text of an entry from its whole text: cut, and without NULs, which no text column holds.
 *
 * @param isShared the text may be a part of a longer one, which a copy does not keep alive
 */
export function rawText(text: string, isShared: boolean): string {
  const isLong = text.length > RAW_LENGTH;
  const cut = isLong ? text.slice(0, wholeCharacters(text)) + CUT_MARK : text;
  const own = isShared || isLong ? Buffer.from(cut).toString() : cut;
  return own.includes('\0') ? own.replaceAll('\0', '␀') : own;
}

/** RAW_LENGTH, or one less when that would cut a surrogate pair. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(RAW_LENGTH - 1);
  return last >= 0xd800 && last < 0xdc00 ? RAW_LENGTH - 1 : RAW_LENGTH;
}
