import { type OracleRecord, readBody } from '../oracle/body.ts';
import { inputOf, type OracleColumn } from '../oracle/declaration.ts';
import { readHeader } from '../oracle/header.ts';
import type { Place } from '../oracle/record.ts';
import { bare, decoded, isBlank } from '../oracle/text.ts';
import { idListOf, integerOf } from '../oracle/values.ts';
import type { FileName, Traits } from '../traits.ts';

/** A field with a number that is an id, or with a list of them. */
export interface IdField {
  readonly column: OracleColumn;
  /** The bytes of its text, without quotes, padding and invisible characters at its ends, in the file as latin1. */
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

/**
 * The records of a file by the oracle; none of a file without a header.
 *
 * @param text the file as the oracle reads it: in UTF-8, one character a byte
 */
export function recordsOfIds(
  name: FileName,
  text: string,
  maxRecordBytes: number,
  traits: Traits,
): readonly RecordOfIds[] {
  const input = inputOf(name, traits);
  const header = readHeader(text, input, maxRecordBytes);
  if ('defects' in header) {
    return [];
  }
  const { delimiter, width, columns: places } = header;
  const ofIds = input.columns.filter(({ type }) => type === 'id' || type === 'list');
  const records = readBody(text, header, maxRecordBytes);
  // Of a field in quotes nothing is left but quotes, which would be one to a quote before it that is never closed.
  const isEmptied = records.every(({ isBroken }) => !isBroken);
  return records.map((record) => {
    if (record.reason !== undefined) {
      return { record, fields: [] };
    }
    const indexes = ofIds.map(({ name: column }) => places[column] ?? -1);
    // What is left of a record whose ids are all empty must not be a blank line.
    const hasMore = record.fields.some(
      (field, index) =>
        !indexes.includes(index) && !isBlank(Buffer.from(field).toString('latin1'), [delimiter]),
    );
    const fields = ofIds.flatMap((column, at): IdField[] => {
      const index = indexes[at] ?? -1;
      const place = record.places[index];
      const value = bare(record.fields[index] ?? '');
      // Nothing is to be replaced in an empty field: it is as much of an id of the one kind as of the other.
      if (!place || value === '') {
        return [];
      }
      return [
        {
          ...{ column, ids: idsOf(column, value) },
          ...bareRange(text, place),
          mayBeEmpty: !column.optional && (place.isQuoted ? isEmptied : width > 1 && hasMore),
          mayHaveSemicolons: place.isQuoted || delimiter !== ';',
        },
      ];
    });
    return { record, fields: fields.sort((one, other) => one.from - other.from) };
  });
}

/** Where the value itself is in a field of valid UTF-8. */
function bareRange(text: string, { from, to }: Place): { readonly from: number; readonly to: number } {
  const field = decoded(text.slice(from, to));
  const value = bare(field);
  const before = Buffer.byteLength(field.slice(0, field.indexOf(value)));
  return { from: from + before, to: from + before + Buffer.byteLength(value) };
}

function idsOf({ type }: OracleColumn, value: string): readonly bigint[] | undefined {
  const read = type === 'list' ? idListOf(value) : integerOf(value);
  if (typeof read === 'string') {
    return undefined;
  }
  return typeof read === 'bigint' ? [read] : read;
}
