import { type Id, inOrder } from '../../fuzz/oracle/values.ts';
import { type ColumnSpec, decimalOf, type FeatureSpec, type FilterSpec } from '../spec.ts';
import type { Row, Value } from './rows.ts';

/** What a feature is counted from. */
export interface Counted {
  /** The row of the entity. */
  readonly row: Row;
  /** Its events, of the input that the feature is of. */
  readonly events: readonly Row[];
  /** The row of a reference that has a key. */
  readonly find: (reference: string, key: Id) => Row | undefined;
  /** A column as it is declared. */
  readonly columnOf: (input: string, column: string) => ColumnSpec;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

/** A value of the table as PostgreSQL's driver gives it; a list as its text. */
export type TableValue = bigint | number | string | null;

/** The largest value of a bigint column. */
const GREATEST = 2n ** 63n - 1n;

/** What a feature comes to for a row of the entity, counted by hand. */
export function featureValue(feature: FeatureSpec, counted: Counted): TableValue {
  const { kind, column = '', looksUp } = feature;
  if (kind === 'daysSince') {
    return daysBetween(counted.row.values.get(column), counted.asOf);
  }
  const rows = wanted(feature, counted.events);
  switch (kind) {
    case 'count':
      return BigInt(rows.length);
    case 'sum':
    case 'min':
    case 'max':
    case 'mean':
      return ofNumbers(kind, integersIn(rows, column), counted.columnOf(feature.input, column));
    case 'distinct':
      return BigInt(new Set(idsIn(rows, column)).size);
    case 'mostUsed':
      return mostUsed(rows, column)[0] ?? null;
    case 'allMostUsed': {
      const ids = mostUsed(rows, column);
      return ids.length === 0 ? null : `[${ids.map(inJson).join(', ')}]`;
    }
    case 'lookup': {
      const [id] = mostUsed(rows, column);
      const found = id === undefined || !looksUp ? undefined : counted.find(looksUp.input, id);
      return looksUp
        ? plain(found?.values.get(looksUp.column), counted.columnOf(looksUp.input, looksUp.column))
        : null;
    }
  }
}

/** Whether a feature needs a sum that no bigint column holds, for a row of the entity: then nothing is published. */
export function isBeyondBigint(feature: FeatureSpec, events: readonly Row[]): boolean {
  const { kind, column = '' } = feature;
  return (kind === 'sum' || kind === 'mean') && total(integersIn(wanted(feature, events), column)) > GREATEST;
}

/** A value of one row. @throws Error for a list, which no column of the table holds */
export function plain(
  value: Value | undefined,
  { scale }: Pick<ColumnSpec, 'scale'>,
): bigint | string | null {
  if (typeof value === 'bigint' && scale !== undefined) {
    return decimalOf(value, scale);
  }
  if (typeof value === 'object' && value !== null) {
    throw new Error('a list is no value of the table');
  }
  return value ?? null;
}

function daysBetween(date: Value | undefined, asOf: string): number | null {
  if (typeof date !== 'string') {
    return null;
  }
  return Math.max(0, Math.round((dayOf(asOf) - dayOf(date)) / 86_400_000));
}

/** Of a date, or of a moment in UTC. */
const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`);

const wanted = ({ where }: FeatureSpec, rows: readonly Row[]): readonly Row[] =>
  where ? rows.filter(({ values }) => holds(where, values) === true) : rows;

const integersIn = (rows: readonly Row[], column: string): bigint[] =>
  rows.map(({ values }) => values.get(column)).filter((value) => typeof value === 'bigint');

const total = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

function ofNumbers(
  kind: 'sum' | 'min' | 'max' | 'mean',
  values: readonly bigint[],
  column: ColumnSpec,
): TableValue {
  const result = ofIntegers(kind, values, 10n ** BigInt(column.scale ?? 0));
  return typeof result === 'bigint' ? plain(result, column) : result;
}

/** @param unit how many of them are one */
function ofIntegers(
  kind: 'sum' | 'min' | 'max' | 'mean',
  values: readonly bigint[],
  unit: bigint,
): TableValue {
  if (kind === 'sum') {
    return total(values);
  }
  const [first] = values;
  if (first === undefined) {
    return null;
  }
  if (kind === 'mean') {
    return quotient(total(values), BigInt(values.length) * unit);
  }
  const isMin = kind === 'min';
  return values.reduce((known, value) => (value < known === isMin ? value : known), first);
}

/** The double that is nearest to a quotient: JavaScript reads decimals so, and thirty of them are enough to tell it. */
function quotient(sum: bigint, count: bigint): number {
  const digits = String((sum * 10n ** 30n) / count).padStart(31, '0');
  return Number(`${digits.slice(0, -30)}.${digits.slice(-30)}`);
}

/** The ids that rows have, each as often as there are rows that have it. */
const idsIn = (rows: readonly Row[], column: string): Id[] =>
  rows.flatMap(({ values }) => idsOf(values.get(column)));

/** The ids of a value; none of NULL. */
export const idsOf = (value: Value | undefined): readonly Id[] => {
  if (value === undefined || value === null) {
    return [];
  }
  return typeof value === 'object' ? value : [value];
};

const inJson = (id: Id): string => (typeof id === 'bigint' ? String(id) : JSON.stringify(id));

/** The ids that most rows have, ascending. */
function mostUsed(rows: readonly Row[], column: string): Id[] {
  const counts = new Map<Id, number>();
  for (const id of idsIn(rows, column)) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const ids = [...counts].filter(([, count]) => count === most).map(([id]) => id);
  return ids.sort(inOrder);
}

/** What a filter says of a row; undefined where nobody knows, since a value is NULL. */
function holds(filter: FilterSpec, values: Row['values']): boolean | undefined {
  if ('filter' in filter) {
    const inner = holds(filter.filter, values);
    return inner === undefined ? undefined : !inner;
  }
  if ('filters' in filter) {
    const inner = filter.filters.map((one) => holds(one, values));
    const decides = filter.op === 'or';
    return inner.includes(decides) ? decides : inner.includes(undefined) ? undefined : !decides;
  }
  return compared(filter, values.get(filter.column) ?? null);
}

function compared(
  { op, number }: Extract<FilterSpec, { readonly column: string }>,
  value: Value,
): boolean | undefined {
  if (value === null) {
    return undefined;
  }
  if (typeof value === 'object') {
    return value.includes(number);
  }
  return op === 'atLeast' ? value >= number : op === 'atMost' ? value <= number : value === number;
}
