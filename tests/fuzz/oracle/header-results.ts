import type { Delimiter } from './text.ts';

/** What the rest of the file is read by. */
export interface OracleHeader {
  readonly delimiter: Delimiter;
  /** As written, without quotes, and padding and invisible characters at their ends; none of a file without a header. */
  readonly names: readonly string[];
  /** Of the columns that the file has. */
  readonly columns: Readonly<Record<string, number>>;
  /** Columns that it may do without, but perhaps has under a name that is nearly theirs: it may be refused for them. */
  readonly doubtful: readonly string[];
  readonly width: number;
  readonly line: number;
  readonly bodyOffset: number;
  readonly bodyLine: number;
  /** Where lines above it are skipped: what the first of them is refused for, if this is none after all. */
  readonly orElse?: BadHeader;
  /** Where it is in doubt: those further down of which one may be the header if this is none after all. */
  readonly orRead?: readonly OracleHeader[];
}

/** Why a file cannot be read at all. */
export interface BadHeader {
  /** Sorted; a code that concerns a column is followed by `:` and its name. */
  readonly defects: readonly string[];
  /**
   * No wanted column is there, under any delimiter: there is no telling what the line was meant to be, and the
   * codes of NOTHING_FOUND are as good as these.
   */
  readonly vague: boolean;
  /** Further columns, as `doubtful` of a good header says. */
  readonly doubtful: readonly string[];
  /** Where the line is that was taken for the header first. */
  readonly start: number;
  /** Where several lines may be the header: what the file is refused for, if all but one, or all, are none. */
  readonly orElse?: BadHeader;
  /** And those of them of which each may be it, if the others are none. */
  readonly orRead?: readonly OracleHeader[];
}

export const NOTHING_FOUND = [
  ...['missing_column', 'no_header', 'stray_quote', 'unclosed_quote', 'header_too_long', 'not_csv'],
];

/** A file that can't be read for these defects. */
export function bad(defects: readonly string[], start = 0): BadHeader {
  return { defects: defects.toSorted(), vague: false, doubtful: [], start };
}
