import type { Defect } from './entry.ts';

/** A row as it is listed: where it is, and its raw text. */
export type KeptRow = Pick<Defect, 'line' | 'lastLine' | 'raw'>;

/** Lines in memory of their own. */
export interface KeptLines {
  /** Gives each of them, in order, with its number in the file and its raw text; it makes these when it is asked. */
  each(take: (index: number, line: number, raw: string) => void): void;
}

/**
 * Plain lines that certainly don't count, in file order: an entry that stands for all of them, since of most nobody asks more than
 * what is wrong with them. Valid until the scanner that refused them scans again.
 */
export interface RefusedLines {
  readonly kind: 'refused_lines';
  readonly length: number;
  /** A number for what is wrong with one of them, the same for the same defect of the same column. */
  defectNumber(index: number): number;
  /** What such a number stands for. */
  defect(number: number): Pick<Defect, 'reason'> & { readonly column: string | null };
  /** Copies some of them. */
  keep(indexes: readonly number[]): KeptLines;
  /** Says on which line of the file the scan began. */
  place(line: number): void;
}
