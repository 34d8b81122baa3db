/** The delimiters a file may have, in the order in which a tie between them is decided. */
export const DELIMITERS = [',', ';', '|', '\t'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

export const NUL = 0x00;
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
