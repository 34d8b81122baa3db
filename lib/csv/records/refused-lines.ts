import type { Defect } from './entry.ts';

/** A row as it is listed: where it is, and its raw text. */
export type KeptRow = Pick<Defect, 'line' | 'lastLine' | 'raw'>;

/** Of the lines of a file with the same defect of the same column at most so many are kept, the first: nobody lists more. */
export const KEPT_OF_A_DEFECT = 10_000;

/** Lines in memory of their own. */
export interface KeptLines {
  /**
   * Gives those of them that are wanted, in order: the number of what is wrong with it, its line in the file, its raw text. It makes a
   * text when it is asked, and of no other line.
   *
   * @param isWanted asked once for each, by the number of what is wrong with it
   */
  each(
    isWanted: (defect: number) => boolean,
    take: (defect: number, line: number, raw: string) => void,
  ): void;
}

/**
 * Plain lines that certainly don't count: an entry that stands for all of them, since of most nobody asks more than what is wrong with
 * them. Valid until the scanner that refused them scans again.
 */
export interface RefusedLines {
  readonly kind: 'refused_lines';
  readonly length: number;
  /** How many lines have which defect, by a number for it, which is the same for the same defect of the same column. */
  readonly counts: ReadonlyMap<number, number>;
  /** What such a number stands for. */
  defect(number: number): Pick<Defect, 'reason'> & { readonly column: string | null };
  /**
   * The lines that are kept, in file order, in memory that has nothing else.
   *
   * @param places for how many with which defect there is room; for none where it is not said
   */
  kept(places: ReadonlyMap<number, number>): readonly KeptLines[];
  /** Says on which line of the file the scan began. */
  place(line: number): void;
}
