import { type OracleRecord, readBody } from '../oracle/body.ts';
import { columnsOf, type OracleColumn } from '../oracle/declaration.ts';
import { readHeader } from '../oracle/header.ts';
import type { Place } from '../oracle/record.ts';
import { type Delimiter, isPadding } from '../oracle/text.ts';
import { idListOf, integerOf } from '../oracle/values.ts';
import type { FileName, Traits } from '../traits.ts';

/** A field with a number that is an id, or with a list of them. */
export interface IdField {
  readonly column: OracleColumn;
  /** The bytes of its text, without quotes and padding, in the file as latin1. */
  readonly from: number;
  readonly to: number;
  /** Its ids; undefined when there is no reading them. */
  readonly ids: readonly bigint[] | undefined;
  /** Whether its text may be empty, or have semicolons, and the record still be one of as many columns. */
  readonly mayBeEmpty: boolean;
  readonly mayHaveSemicolons: boolean;
}

/** A record, and its fields of ids from left to right; none where it can't be divided. */
export interface RecordOfIds {
  readonly record: OracleRecord;
  readonly fields: readonly IdField[];
}

/** The records of a file by the oracle, those after a quote that is never closed left out; none of a file without a header. */
export function recordsOfIds(
  name: FileName,
  file: Buffer,
  maxRecordBytes: number,
  traits: Traits,
): readonly RecordOfIds[] {
  const columns = columnsOf(name, traits);
  const header = readHeader(file, columns, maxRecordBytes);
  if ('defects' in header) {
    return [];
  }
  const { delimiter, width, columns: places } = header;
  const text = file.toString('latin1');
  const ofIds = columns.filter(({ type }) => type === 'id' || type === 'list');
  return readBody(file, header, maxRecordBytes).records.map((record) => {
    const fields = ofIds.flatMap((column): IdField[] => {
      const index = places[column.name] ?? -1;
      const place = record.places[index];
      const value = record.fields[index];
      // Nothing is to be replaced in an empty field: it is as much of an id of the one kind as of the other.
      if (!place || value === undefined || value === '') {
        return [];
      }
      return [
        {
          ...{ column, ids: idsOf(column, value) },
          ...withoutPadding(text, place, delimiter),
          mayBeEmpty: !column.optional && (place.isQuoted || width > 1),
          mayHaveSemicolons: place.isQuoted || delimiter !== ';',
        },
      ];
    });
    return { record, fields: fields.sort((one, other) => one.from - other.from) };
  });
}

function withoutPadding(text: string, { from: start, to: end }: Place, delimiter: Delimiter) {
  let [from, to] = [start, end];
  while (from < to && isPadding(text[from], delimiter)) {
    from++;
  }
  while (to > from && isPadding(text[to - 1], delimiter)) {
    to--;
  }
  return { from, to };
}

function idsOf({ type }: OracleColumn, value: string): readonly bigint[] | undefined {
  const read = type === 'list' ? idListOf(value) : integerOf(value);
  if (typeof read === 'string') {
    return undefined;
  }
  return typeof read === 'bigint' ? [read] : read;
}
