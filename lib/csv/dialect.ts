/** The delimiters a file may have, in the order in which a tie between them is decided. */
export const DELIMITERS = [',', ';', '|', '\t'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

export const NUL = 0x00;
export const TAB = 0x09;
export const LF = 0x0a;
export const FORM_FEED = 0x0c;
export const CR = 0x0d;
/** ^Z, by which DOS ended files. */
export const SUBSTITUTE = 0x1a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const EQUALS = 0x3d;

/** The code of a byte order mark, and its bytes in UTF-8. */
export const MARK_CODE = 0xfeff;
export const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
