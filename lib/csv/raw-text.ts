/** Longest raw text of an entry, in UTF-16 units, so that thousands of rejects stay small. */
export const RAW_LENGTH = 2000;

/** Bytes that hold RAW_LENGTH units and one more, whatever they encode: a unit takes at most three. */
export const RAW_BYTES = 4 * RAW_LENGTH;

const CUT_MARK = '…';

/** The raw text of an entry from its whole text: cut, and a copy that does not keep the whole text alive. */
export function rawText(text: string): string {
  const cut = text.length > RAW_LENGTH ? text.slice(0, wholeCharacters(text)) + CUT_MARK : text;
  return Buffer.from(cut).toString().replaceAll('\0', '␀');
}

/** The raw text of an entry from its bytes, of which only the first are decoded. */
export function rawBytes(bytes: Buffer, start: number, end: number): string {
  return rawText(bytes.toString('utf8', start, Math.min(end, start + RAW_BYTES)));
}

/** RAW_LENGTH, or one less when that would cut a surrogate pair. */
function wholeCharacters(text: string): number {
  const last = text.charCodeAt(RAW_LENGTH - 1);
  return last >= 0xd800 && last < 0xdc00 ? RAW_LENGTH - 1 : RAW_LENGTH;
}
