import {
  dateOf,
  decimalOf,
  type Id,
  idListOf,
  integerOf,
  isNullLike,
  textIdListOf,
  textIdOf,
  timestampOf,
} from '../../fuzz/oracle/values.ts';
import type { InputSpec, ModelSpec, SourceRecord, SourceSpec } from '../spec.ts';
import { type JudgedColumns, judgedColumns, type ReadColumn } from './columns.ts';

/** A value: null for none, a list without its repetitions. */
export type Value = Id | null | readonly Id[];

/** A row that counts, as far as the sources of its own input tell. */
export interface Row {
  readonly key: Id;
  readonly values: ReadonlyMap<string, Value>;
  readonly at: Place;
}

/** Where a row is. */
export interface Place {
  readonly input: string;
  readonly source: string;
  readonly line: number;
  readonly raw: string;
}

/** A reject or a warning. */
export interface Found extends Place {
  readonly column: string | null;
  readonly reason: string;
  readonly severity: 'reject' | 'warning';
}

/** What the sources of an input come to. */
export interface InputRows {
  readonly read: number;
  readonly rows: readonly Row[];
  readonly found: readonly Found[];
}

/** The sources of an input in the order in which they are read: by their names, byte by byte in UTF-8. */
export const inOrder = (sources: readonly SourceSpec[]): SourceSpec[] =>
  sources.toSorted((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)));

/**
 * The rows of an input that count. The first usable row of a key does, over all sources in their order; later ones are
 * rejected.
 */
export function rowsOf(model: ModelSpec, input: InputSpec, sources: readonly SourceSpec[]): InputRows {
  const columns = judgedColumns(model, input);
  const rows = new Map<Id, Row>();
  const found: Found[] = [];
  let read = 0;
  for (const source of inOrder(sources)) {
    for (const record of source.records) {
      read++;
      const at = { input: input.name, source: source.name, line: record.line, raw: record.raw };
      const judged = judge(record, source, columns, at, input.kind !== 'events');
      if ('reason' in judged) {
        found.push(judged);
        continue;
      }
      if (rows.has(judged.key)) {
        found.push({ ...at, column: input.key, reason: 'duplicate_id', severity: 'reject' });
        continue;
      }
      rows.set(judged.key, judged);
      found.push(...judged.warnings);
    }
  }
  return { read, rows: [...rows.values()], found };
}

function judge(
  { fields }: SourceRecord,
  source: SourceSpec,
  { scalars, lists }: JudgedColumns,
  at: Place,
  areIdsDoubted: boolean,
): Found | (Row & { readonly warnings: readonly Found[] }) {
  if (typeof fields === 'string') {
    return { ...at, column: null, reason: fields, severity: 'reject' };
  }
  const textOf = ({ name, nulls = [] }: ReadColumn) => {
    const place = source.columns.indexOf(name);
    const field = place === -1 ? undefined : (fields[place] ?? '');
    return field !== undefined && nulls.includes(field) ? '' : field;
  };
  const values = new Map<string, Value>();
  for (const column of scalars) {
    const value = scalarOf(column, textOf(column));
    if (typeof value === 'object' && value !== null) {
      return { ...at, column: column.name, reason: value.reason, severity: 'reject' };
    }
    values.set(column.name, value);
  }
  const warnings = scalars
    .filter(({ type, nulls }) => !nulls && (type === 'text' || (type === 'textId' && areIdsDoubted)))
    .filter(({ name }) => isNullLike(values.get(name) ?? null))
    .map(({ name }): Found => ({ ...at, column: name, reason: 'null_text', severity: 'warning' }));
  for (const column of lists) {
    const ids = listOf(column, textOf(column) ?? '');
    if (typeof ids === 'string') {
      warnings.push({ ...at, column: column.name, reason: ids, severity: 'warning' });
    }
    values.set(column.name, typeof ids === 'string' ? [] : ids);
  }
  const key = values.get(scalars[0]?.name ?? '');
  if (typeof key !== 'bigint' && typeof key !== 'string') {
    throw new Error('a row that counts has a key');
  }
  return { key, values, at, warnings };
}

/** The ids of a list, each once, or why there are none. */
function listOf({ type }: ReadColumn, text: string): readonly Id[] | string {
  const ids = type === 'textIdList' ? textIdListOf(text) : idListOf(text);
  return typeof ids === 'string' ? ids : [...new Set<Id>(ids)];
}

type Scalar = bigint | string | { readonly reason: string };

/** A value, or why there is none for which the row is rejected. */
function scalarOf({ type, required, scale = 0 }: ReadColumn, text: string | undefined): Scalar | null {
  if (text === undefined || (text === '' && (!required || type === 'text'))) {
    return null;
  }
  const read = SCALARS[type] ?? ((field: string) => orReason(integerOf(field)));
  return read(text, scale);
}

const orReason = (read: bigint | string): Scalar => (typeof read === 'string' ? { reason: read } : read);

/** Of all types that are not read as whole numbers. */
const SCALARS: Partial<Readonly<Record<ReadColumn['type'], (text: string, scale: number) => Scalar>>> = {
  text: (text) => text,
  date(text) {
    const date = dateOf(text);
    return date === 'bad_date' ? { reason: date } : date;
  },
  timestamp(text) {
    const timestamp = timestampOf(text);
    return timestamp === 'bad_timestamp' ? { reason: timestamp } : timestamp;
  },
  decimal: (text, scale) => orReason(decimalOf(text, scale)),
  textId(text) {
    const read = textIdOf(text);
    return typeof read === 'string' ? { reason: read } : read.id;
  },
};
