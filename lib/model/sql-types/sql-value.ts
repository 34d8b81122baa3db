/**
 * What the API calls the values of a column: an `integer` is a text of digits in JSON, or a number where 32 bits are enough, a
 * `decimal` a text such as `12.50`, a `list` an array of ids, each of them a text of digits or a text id.
 */
export const SHOWN_AS = ['integer', 'number', 'decimal', 'text', 'date', 'timestamp', 'list'] as const;

/** A value as JSON has it. */
export type JsonValue = string | number | readonly string[];

/** The bars of a histogram. */
export interface Bins {
  readonly width: number;
  readonly count: number;
}

/**
 * What the values of an SQL type are to all that passes them on: selecting, sorting, pages, statistics, CSV. A new type is a
 * file like those beside this one, a line in lib/model/sql-types.ts, and its schema in lib/schemas/feature.ts.
 */
export interface SqlValue {
  readonly shownAs: (typeof SHOWN_AS)[number];
  /**
   * The SQL expression that gives a value as JSON has it.
   *
   * @param column as SQL wants it
   */
  selected(column: string): string;
  /**
   * Whether a text is a value in a cursor: PostgreSQL would refuse anything else with an error. Null when rows can't be sorted
   * by such values.
   */
  readonly isInCursor: ((text: string) => boolean) | null;
  /** The bars of a histogram from the least value to the greatest; null when the most frequent values say more than that. */
  readonly bins: ((min: number, max: number) => Bins) | null;
  /** Whether it is other people's text, which CSV must not let a spreadsheet run. */
  readonly isText: boolean;
  /** A value as a field of CSV, before quotes. */
  csv(value: JsonValue): string;
}

/** Bars of a histogram at most. */
const MOST_BINS = 20;

/** Bars of whole numbers: as wide as a whole number of them. */
export function wholeBins(min: number, max: number): Bins {
  const values = max - min + 1;
  const width = Math.max(1, Math.ceil(values / MOST_BINS));
  return { width, count: Math.ceil(values / width) };
}

/** Bars of any numbers: one where all values are the same. */
export function realBins(min: number, max: number): Bins {
  const width = (max - min) / MOST_BINS;
  return width > 0 ? { width, count: MOST_BINS } : { width: 1, count: 1 };
}

/** Whether a text is a whole number of so many bits, as SQL has it: with a sign. */
export function isWhole(text: string, bits: 32 | 64): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(bits, BigInt(text)) === BigInt(text);
}
