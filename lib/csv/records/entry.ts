import type { IntegerDefect } from '../values/integers.ts';

/** A record of the right number of columns. */
export interface CsvRecord {
  readonly kind: 'record';
  /** Physical line of the record's start, from 1. */
  readonly line: number;
  /** Physical line of its end: greater where there are line ends inside quotes. */
  readonly lastLine: number;
  /** Byte of the file the record starts at. */
  readonly offset: number;
  /** Exactly `width` values, without quotes and padding. They may share memory with their neighbours. */
  readonly fields: readonly string[];
  /** One of its further lines looks like a row (rows-inside.ts). */
  readonly hasRowsInside: boolean;
  /** The file ends with it, and without a line end. */
  readonly isUnended: boolean;
  /** The record as it stands in the file, without its line end; cut to RAW_LENGTH. Safe to keep: a copy. */
  readonly raw: string;
}

/** Why the fields of a record can't be told. */
export const RECORD_DEFECTS = [
  'wrong_column_count',
  'invalid_utf8',
  'nul_byte',
  'stray_quote',
  'unclosed_quote',
  'record_too_long',
] as const;
export type DefectReason = (typeof RECORD_DEFECTS)[number];

/** A record whose fields cannot be told, or one that certainly does not count, whatever else is in it. */
export interface Defect {
  readonly kind: 'defect';
  /** Physical line of the record's start, from 1. */
  readonly line: number;
  /** Physical line of its end: greater where there are line ends inside quotes. */
  readonly lastLine: number;
  /** Byte of the file the record starts at. */
  readonly offset: number;
  readonly reason: DefectReason | IntegerDefect;
  /** The column that the defect is in; a defect of the record as a whole is in none. */
  readonly column?: string | null;
  /** As in CsvRecord; invalid UTF-8 is shown as U+FFFD and NUL as U+2400, so that any text column can hold it. */
  readonly raw: string;
  /** Of a record that is no UTF-8: its raw text as it is in windows-1252. */
  readonly asWindows1252?: string | undefined;
}

/** A record that is no row: the header once more, where files were put together to one. It is told, and passed over. */
export interface RepeatedHeader {
  readonly kind: 'repeated_header';
  readonly line: number;
  readonly lastLine: number;
  /** Byte of the file it starts at. */
  readonly offset: number;
  /** As in CsvRecord. */
  readonly raw: string;
}

export type Entry = CsvRecord | Defect | RepeatedHeader;

export interface RecordBatch {
  /** In file order. The last batch may have none. */
  readonly entries: Entry[];
  /** Bytes consumed so far, from the first byte read: records and blank lines that are done with. */
  readonly bytes: number;
  /** Physical line of the byte after them; at the end of a file one more than it has lines, also where the last has no line end. */
  readonly line: number;
}
