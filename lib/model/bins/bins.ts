/** The least and the greatest value of a column, as PostgreSQL writes them, and the digits after the point of its values. */
export interface Limits {
  readonly min: string;
  readonly max: string;
  readonly scale: number;
}

/** The bins of a histogram. Each begins after the one before has ended, and all values of the column are in them. */
export interface BinLayout {
  /** The least and the greatest value as the API writes them. */
  readonly minText: string;
  readonly maxText: string;
  /** Where each bin begins: exact, ascending, values of the column's type. */
  readonly firsts: readonly string[];
  /** Where the last bin ends, to draw an axis. */
  readonly end: number;
  /**
   * Where each bin ends, inclusive and exact.
   *
   * @param greatest the greatest value in each bin; null where it has none
   */
  lasts(greatest: readonly (string | null)[]): readonly string[];
}

/** How the values of a type are counted in bins. */
export interface Binning {
  /** The SQL expression for the digits after the point of a value. @param column as SQL wants it */
  scale(column: string): string;
  /** The SQL expression for the mean of all values, as a double. @param column as SQL wants it */
  mean(column: string): string;
  /** The bins for values from the least to the greatest; undefined where one of these is no finite number. */
  layout(limits: Limits): BinLayout | undefined;
}
