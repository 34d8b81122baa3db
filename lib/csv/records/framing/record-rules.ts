import { CR, type Delimiter, LF } from '../../dialect.ts';
import { isBlankText } from '../../values/invisible.ts';
import { splitFields } from '../split-fields.ts';
import type { Framer } from './framer.ts';

/** How the records of a file are made. */
export interface RecordShape {
  readonly delimiter: Delimiter;
  /** Columns of a record: as many as the header has names, a last empty one included. */
  readonly width: number;
  /** The last name of the header is empty: a record may lack that field. */
  readonly mayLackLast?: boolean;
  /** A longer record, its LF and one CR before it not counted, is broken. */
  readonly maxRecordBytes: number;
}

/** What the framer has seen of a record. */
type Seen = Pick<Framer, 'columns' | 'isLastEmpty' | 'isLastQuoted' | 'isBlank' | 'isPerhapsBlank'>;

/**
 * Whether the record `bytes[from, end)` has more bytes than it may, its LF and one CR before that not counted.
 *
 * @param isEnded whether it ends with an LF
 */
export function isTooLong(
  { maxRecordBytes }: RecordShape,
  bytes: Buffer,
  from: number,
  end: number,
  isEnded: boolean,
): boolean {
  const beforeLf = isEnded ? end - 1 : end;
  const isAfterCr = beforeLf > from && bytes[beforeLf - 1] === CR;
  return beforeLf - from - (isAfterCr ? 1 : 0) > maxRecordBytes;
}

/** Whether the record has as many columns as the header; or one more, the last empty; or one less where that has no name. */
export function fits(seen: Seen, shape: RecordShape, bytes: Buffer, from: number, to: number): boolean {
  return seen.columns === shape.width || fitsBut(seen, shape, bytes, from, to);
}

/** The same of a record of another number of columns. */
function fitsBut(
  { columns, isLastEmpty, isLastQuoted }: Seen,
  { width, delimiter, mayLackLast = false }: RecordShape,
  bytes: Buffer,
  from: number,
  to: number,
): boolean {
  if (columns !== width + 1) {
    return mayLackLast && columns === width - 1;
  }
  return (
    isLastEmpty || (isLastQuoted && splitFields(bytes.toString('utf8', from, to), delimiter).at(-1) === '')
  );
}

/** Whether the record has nothing but delimiters, padding, CRs and invisible characters: then it is no row. */
export function isBlank(
  seen: Seen,
  { delimiter }: RecordShape,
  bytes: Buffer,
  from: number,
  to: number,
): boolean {
  return seen.isBlank || (seen.isPerhapsBlank && isBlankText(bytes.toString('utf8', from, to), delimiter));
}

/** Where the content of `bytes[from, end)` ends: before its LF, and any number of CRs before that. */
export function withoutLineEnd(bytes: Buffer, from: number, end: number): number {
  let to = end > from && bytes[end - 1] === LF ? end - 1 : end;
  while (to > from && bytes[to - 1] === CR) {
    to--;
  }
  return to;
}
