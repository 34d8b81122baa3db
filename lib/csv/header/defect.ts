/** What can be wrong with a file before its first record. */
export const HEADER_DEFECTS = [
  'empty_file',
  'no_header',
  'not_csv',
  'utf16',
  'utf32',
  'gzip',
  'zip',
  'cr_only',
  'unknown_delimiter',
  'invalid_utf8',
  'nul_byte',
  'stray_quote',
  'unclosed_quote',
  'header_too_long',
  'several_headers',
  'rows_above_header',
  'missing_column',
  'repeated_column',
  'column_count',
  'unexpected_header',
] as const;

export type HeaderDefectCode = (typeof HEADER_DEFECTS)[number];

export interface HeaderDefect {
  readonly code: HeaderDefectCode;
  /** The wanted columns concerned: of missing_column all that are missing, of repeated_column the one. */
  readonly columns?: readonly string[];
  /** Whether the message names a cause, so that another name of a column is none. */
  readonly hasCause?: boolean;
  /** One line for a person, without the file's name and without a full stop. */
  readonly message: string;
}
