import type { Binning } from '../bins/bins.ts';

/**
 * What the API calls the values of a column: an `integer` is a text of digits in JSON, or a number where 32 bits are enough, a
 * `decimal` a text such as `12.50`, a `list` an array of ids, each of them a text of digits or a text id.
 */
export const SHOWN_AS = ['integer', 'number', 'decimal', 'text', 'date', 'timestamp', 'list'] as const;

/** A value as JSON has it. */
export type JsonValue = string | number | readonly string[];

/** Values that a person or a program gives, to compare those of a column with. */
export interface Given {
  /** The value as PostgreSQL reads it; undefined for a text that is none. */
  valueOf(text: string): string | undefined;
  /** What such a value is, in words: it completes "must be …". */
  readonly wanted: string;
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
  /** What the values are compared with; null when they have no order. */
  readonly given: Given | null;
  /** How the bins of a histogram are laid out; null when the most frequent values say more than that. */
  readonly bins: Binning | null;
  /** Whether it is other people's text, which CSV must not let a spreadsheet run. */
  readonly isText: boolean;
  /** A value as a field of CSV, before quotes. */
  csv(value: JsonValue): string;
}

/** Whether a text is a whole number of so many bits, as SQL has it: with a sign. */
export function isWhole(text: string, bits: 32 | 64): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(bits, BigInt(text)) === BigInt(text);
}
