import type { Delimiter } from '../dialect.ts';

/** What the head of a file tells about the rest of it. Plain JSON: it travels between steps. */
export interface Header {
  readonly delimiter: Delimiter;
  /**
   * The names as in the file, without quotes, padding and invisible characters at their ends; of a file without a header, those
   * that are declared.
   */
  readonly names: readonly string[];
  /** Index of each wanted column that the file has, by the column's own name. */
  readonly columns: Readonly<Record<string, number>>;
  /** Columns of the file, a last one without a name included. */
  readonly width: number;
  /** Physical line the header starts on, from 1; 0 of a file without a header. */
  readonly line: number;
  /** The physical lines above the header that are not read: titles, but neither blank lines nor one that says sep=. */
  readonly skipped: readonly number[];
  /** Byte after the header and its line end; without a header, of the first row. */
  readonly bodyOffset: number;
  /** Physical line of that byte. */
  readonly bodyLine: number;
}
