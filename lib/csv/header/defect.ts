/** What can be wrong with a file before its first record. */
export const HEADER_DEFECTS = [
  'empty_file',
  'no_header',
  'utf16',
  'utf32',
  'gzip',
  'zip',
  'cr_only',
  'invalid_utf8',
  'nul_byte',
  'stray_quote',
  'unclosed_quote',
  'header_too_long',
  'missing_column',
  'repeated_column',
] as const;

export type HeaderDefectCode = (typeof HEADER_DEFECTS)[number];

export interface HeaderDefect {
  readonly code: HeaderDefectCode;
  /** The wanted column concerned: set for missing_column and repeated_column. */
  readonly column?: string;
  /** The name in the header that is nearly that of the missing column. */
  readonly suggestion?: string;
  /** One line for a person, without the file's name and without a full stop. */
  readonly message: string;
}
