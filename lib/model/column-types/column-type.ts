import type { SqlType } from '../sql-types.ts';

/** A value of a column. */
export type ColumnValue = bigint | string | readonly bigint[] | readonly string[];

/** Why a text is no value of a type. There is one of each reason, so that to find one costs nothing. */
export class ValueDefect<Reason extends string = string> {
  readonly reason: Reason;
  /** A row with a `reject` does not count; one with a `warning` does, without the value. */
  readonly severity: 'reject' | 'warning';
  /** What is said of a column that has it: one clause without a full stop. */
  readonly text: (column: string) => string;

  constructor(reason: Reason, severity: 'reject' | 'warning', text: (column: string) => string) {
    this.reason = reason;
    this.severity = severity;
    this.text = text;
  }
}

/**
 * A type that a column can be declared with: how a text becomes a value, what that is to SQL, what the kernel can do with
 * it, and what is said of a text that is none. A new type is a file like those beside this one, and a line in each of
 * lib/model/columns.ts, column-types.ts and declare.ts; the compiler names what a new SQL type takes besides.
 */
export interface ColumnType<Value extends ColumnValue = ColumnValue> {
  /** Null when no column of a table can hold its values. */
  readonly sqlType: SqlType | null;
  /** What the kernel reads its values as, or those of its lists: integers of 0 to 2^63-1, texts of ids, or not at all. */
  readonly inKernel: 'integer' | 'text' | 'nothing';
  /** Whether an empty text is a value, even if the column must have one. */
  readonly takesEmpty: boolean;
  /** Whether it is a date, or begins with one as SQL reads it. */
  readonly isDated?: boolean;
  /** Whether invisible characters at the ends of a field belong to the value: of texts they do. */
  readonly keepsEnds?: boolean;
  /** All reasons for which a text is no value. */
  readonly defects: readonly ValueDefect[];
  /**
   * Reads a field.
   *
   * @param text the field without its padding, and unless it `keepsEnds` without invisible characters at its ends
   */
  parse(text: string): Value | ValueDefect;
  /** Whether `bytes[from, to)`, a field without its padding, is surely a value, and may go to SQL as it stands. */
  isPlain(bytes: Uint8Array, from: number, to: number): boolean;
  /**
   * What a value may well be by mistake: a warning with which the row counts, and so does the value. Of columns of the entity and of
   * what is looked up, since the kernel has none. Such a value is not plain.
   */
  readonly doubts?: readonly ValueDefect[];
  /** The doubt about a text that is a value; undefined for none. */
  doubtOf?(text: string): ValueDefect | undefined;
  /** A value as SQL reads it; without it, as JavaScript writes it. */
  sqlText?(value: Value): string;
}
