/** What a file in UTF-16 begins with, its byte order mark, by the order of its bytes. */
export const UTF16_MARKS = { le: Buffer.from([0xff, 0xfe]), be: Buffer.from([0xfe, 0xff]) } as const;

/** Marks, or what else says that bytes are not text of one byte a character: of UTF-8, UTF-16, UTF-32, and of an archive. */
const SIGNATURES = [
  Buffer.from([0xef, 0xbb, 0xbf]),
  UTF16_MARKS.le,
  UTF16_MARKS.be,
  Buffer.from([0x00, 0x00, 0xfe, 0xff]),
  Buffer.from([0x1f, 0x8b]),
];

/** How many bytes tell all marks from each other. */
export const MARK_BYTES = 4;

export const beginsWith = (head: Buffer, bytes: Buffer): boolean =>
  head.subarray(0, bytes.length).equals(bytes);

/** Whether bytes begin with the mark of UTF-32 in the order that UTF-16 LE has: its own mark and two zeros. */
export const isUtf32 = (head: Buffer): boolean => beginsWith(head, Buffer.from([0xff, 0xfe, 0x00, 0x00]));

/** Whether bytes say themselves what they are. */
export const isMarked = (head: Buffer): boolean => SIGNATURES.some((bytes) => beginsWith(head, bytes));
