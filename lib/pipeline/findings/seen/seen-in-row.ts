import type { Header } from '../../../csv/header/header.ts';
import { RAW_LENGTH } from '../../../csv/records/raw-text.ts';
import { rawField, rawFieldCount, rawFields } from './raw-fields.ts';

/** How a file is written, as far as it takes to tell what stands in its rows. */
export type RowForm = Pick<Header, 'delimiter' | 'columns'>;

/** Why a row has the wrong number of columns: what is seen of it is their number. */
export const WRONG_COLUMN_COUNT = 'wrong_column_count';

/** The first of the fields that has bytes which are no UTF-8; -1 for none. */
export const unreadableField = (fields: readonly string[]): number =>
  fields.findIndex((field) => field.includes(UNREADABLE));

/** What stands for bytes that are no UTF-8. */
const UNREADABLE = '\ufffd';

/** Whether a raw text is only the beginning of its row. */
export const isCut = (raw: string): boolean => raw.length >= RAW_LENGTH && raw.endsWith('…');

/**
 * What was seen in a row, by its raw text: what stands in the column that a finding is of, how many columns there are where that is
 * what is wrong, or the field that is no UTF-8 as it is in windows-1252. Null where there is nothing to be told, or where the row is so long that it is not in its raw text.
 *
 * @param raw the row as it stands in its file
 * @param form how its file is written; without it only what concerns no column can be told, which is nothing
 * @param asWindows1252 what a row that is no UTF-8 is in windows-1252
 * @example seenInRow('1,2,3', { reason: 'wrong_column_count', column: null }, form) // '3'
 */
export function seenInRow(
  raw: string,
  { reason, column }: { readonly reason: string; readonly column: string | null },
  form: RowForm | undefined,
  asWindows1252?: string,
): string | null {
  if (!form || (column === null && reason !== WRONG_COLUMN_COUNT && asWindows1252 === undefined)) {
    return null;
  }
  if (asWindows1252 !== undefined) {
    const { delimiter } = form;
    return rawFields(asWindows1252, delimiter)[unreadableField(rawFields(raw, delimiter))] ?? null;
  }
  return isCut(raw) ? seenInCut(raw, column, form) : seenInWhole(raw, column, form);
}

function seenInWhole(raw: string, column: string | null, { delimiter, columns }: RowForm): string | null {
  if (column === null) {
    return String(rawFieldCount(raw, delimiter));
  }
  const position = columns[column];
  return position === undefined ? null : (rawField(raw, delimiter, position) ?? null);
}

function seenInCut(raw: string, column: string | null, { delimiter, columns }: RowForm): string | null {
  const fields = rawFields(raw, delimiter);
  if (column === null) {
    return `${fields.length} or more`;
  }
  // The last field of those is cut.
  const position = columns[column];
  return position !== undefined && position < fields.length - 1 ? (fields[position] ?? null) : null;
}
