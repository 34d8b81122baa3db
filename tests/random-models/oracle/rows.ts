import { bare } from '../../fuzz/oracle/text.ts';
import type { Id } from '../../fuzz/oracle/values.ts';
import type { InputSpec, ModelSpec, SourceSpec } from '../spec.ts';
import { type JudgedColumns, judgedColumns, type ReadColumn } from './columns.ts';
import { REPEATED_HEADER, type RecordAsRead, recordsOf } from './records.ts';
import { doubtOf, listOf, scalarOf } from './values.ts';

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
  readonly lastLine: number;
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
    const records = recordsOf(source);
    const last = records.findLast(({ reason }) => reason !== REPEATED_HEADER);
    for (const record of records) {
      const { line, lastLine, raw } = record;
      const at = { input: input.name, source: source.name, line, lastLine, raw };
      if (record.reason === REPEATED_HEADER) {
        found.push({ ...at, column: null, reason: REPEATED_HEADER, severity: 'warning' });
        continue;
      }
      read++;
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
      found.push(...judged.warnings, ...doubts(record, record === last, at));
    }
  }
  return { read, rows: [...rows.values()], found };
}

/** A row that covers more lines is looked at twice. */
const MOST_LINES = 5;

/** What makes one doubt a row as a whole. */
function doubts(
  { line, lastLine, isUnended, hasRowsInside }: RecordAsRead,
  isLast: boolean,
  at: Place,
): Found[] {
  const reasons = [
    ...(lastLine - line >= MOST_LINES || hasRowsInside ? ['long_value'] : []),
    ...(isLast && isUnended ? ['unended_line'] : []),
  ];
  return reasons.map((reason) => ({ ...at, column: null, reason, severity: 'warning' }));
}

function judge(
  { fields, reason: unreadable }: RecordAsRead,
  source: SourceSpec,
  { scalars, lists }: JudgedColumns,
  at: Place,
  areIdsDoubted: boolean,
): Found | (Row & { readonly warnings: readonly Found[] }) {
  if (unreadable !== undefined) {
    return { ...at, column: null, reason: unreadable, severity: 'reject' };
  }
  const textOf = ({ name, type, nulls = [] }: ReadColumn) => {
    const place = source.columns.indexOf(name);
    const whole = place === -1 ? undefined : (fields[place] ?? '');
    const field = whole !== undefined && type !== 'text' ? bare(whole) : whole;
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
  const warnings = scalars.flatMap((column): Found[] => {
    const reason = doubtOf(column, values.get(column.name), areIdsDoubted);
    return reason === undefined ? [] : [{ ...at, column: column.name, reason, severity: 'warning' }];
  });
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
