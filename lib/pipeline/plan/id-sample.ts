import type { Header } from '../../csv/header/header.ts';
import { recordShape } from '../../csv/header/record-shape.ts';
import type { CsvRecord } from '../../csv/records/entry.ts';
import { RecordParser } from '../../csv/records/record-parser.ts';
import { trimInvisible } from '../../csv/values/invisible.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { type ReadColumn, readColumns } from '../../model/read-columns.ts';
import { kindOfId, kindOfList } from './id-kinds.ts';

/** Rows that are looked at of a source. */
const MOST_ROWS = 100;

/** A value as it stands in a source. */
export interface SeenValue {
  /** Physical line on which its record starts. */
  readonly line: number;
  readonly text: string;
}

/** What the first rows of a source have in a column of ids that is declared as one of whole numbers. */
export interface SeenIds {
  readonly column: string;
  /** Texts that are ids, but no numbers of any kind: the first, and the first that differs from it. */
  readonly texts: readonly SeenValue[];
  /** The first whole number. */
  readonly integer?: SeenValue;
  /** Whether there is anything but texts. */
  readonly isMixed: boolean;
}

/** The columns of an input that are judged: of whole numbers, its key and what names rows of others. */
const judgedColumns = (model: Model, input: Input): readonly ReadColumn[] =>
  readColumns(model, input).filter(
    ({ name, type, reference }) =>
      (type === 'id' || type === 'idList') && (name === input.key.name || reference !== undefined),
  );

/**
 * Looks at the ids in the first rows of a source: those that are whole in its head, 100 at most. Records that can't be read are
 * passed over, and empty fields where a row may do without an id.
 *
 * @param head the first bytes of the source, with its header
 * @param isWhole whether that is all of it
 */
export function sampleIds(
  model: Model,
  input: Input,
  header: Header,
  head: Buffer,
  { isWhole, maxRecordBytes }: { readonly isWhole: boolean; readonly maxRecordBytes: number },
): SeenIds[] {
  const columns = judgedColumns(model, input).filter(({ name }) => header.columns[name] !== undefined);
  const rows = columns.length > 0 ? firstRows(header, head, isWhole, maxRecordBytes) : [];
  return columns.map((column) => seenIn(rows, column, header.columns[column.name] ?? 0));
}

function firstRows(header: Header, head: Buffer, isWhole: boolean, maxRecordBytes: number): CsvRecord[] {
  const { bodyLine, bodyOffset } = header;
  const parser = new RecordParser({
    ...recordShape(header, maxRecordBytes),
    line: bodyLine,
    offset: bodyOffset,
  });
  const rows: CsvRecord[] = [];
  const take = () => rows.push(...parser.take().filter((entry) => entry.kind === 'record'));
  for (let at = bodyOffset; at < head.length && rows.length < MOST_ROWS; take()) {
    at = parser.parse(head, at);
  }
  if (isWhole && rows.length < MOST_ROWS) {
    parser.finish();
    take();
  }
  return rows.slice(0, MOST_ROWS);
}

function seenIn(rows: readonly CsvRecord[], column: ReadColumn, position: number): SeenIds {
  const isList = column.type === 'idList';
  const mayBeEmpty = isList || !column.required;
  const values = rows
    .map(({ line, fields }) => ({ line, text: trimInvisible(fields[position] ?? '') }))
    .filter(({ text }) => column.nulls?.includes(text) !== true && (text !== '' || !mayBeEmpty))
    .map((value) => ({ value, kind: isList ? kindOfList(value.text) : kindOfId(value.text) }));
  const [first] = values;
  const other = values.find(({ value }) => value.text !== first?.value.text);
  const integer = values.find(({ kind }) => kind === 'integer')?.value;
  return {
    column: column.name,
    texts: [first, other].flatMap((seen) => (seen?.kind === 'text' ? [seen.value] : [])),
    ...(integer && { integer }),
    isMixed: values.some(({ kind }) => kind !== 'text'),
  };
}
