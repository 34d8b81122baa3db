import { AS_OF } from '../../model/declaration/input-problems.ts';
import { keyTypeOf, quoted, type Table, type TableColumn } from './table-columns.ts';

/** What a page is sorted by, and where it begins: after that row. */
export interface FeatureOrder {
  readonly column: TableColumn;
  readonly descending: boolean;
  /** The values of the last row of the page before, as texts. */
  readonly after?: { readonly value: string | null; readonly key: string } | undefined;
}

/** Gives the placeholder of a parameter. */
export type Parameter = (value: string | number | null) => string;

/**
 * Rows among which the first of a page are, in an order that an index has (indexes/model-indexes.ts): without that index they are
 * found all the same.
 */
export interface Segment {
  readonly where: readonly string[];
  readonly orderBy: string;
}

/** Where the rows of a page are: those that have a value, and those that have none, which come last. */
export interface Segments {
  readonly valued: readonly Segment[];
  readonly rest: readonly Segment[];
}

/** Longer texts are in no index by value, which takes no entry of more than 2,704 bytes, and may have a key of 255. */
const LONGEST_INDEXED_TEXT = 1_000;
export const isShort = (column: string): string => `octet_length(${column}) <= ${LONGEST_INDEXED_TEXT}`;
export const isLong = (column: string): string => `octet_length(${column}) > ${LONGEST_INDEXED_TEXT}`;

/**
 * Whether a page is in the order of the key alone: by the key, by a column that the table has not yet, and by the as-of date, which
 * is the same in all rows that a run has published.
 */
export const isByKey = ({ column }: FeatureOrder, { key, columns }: Table): boolean =>
  [key, AS_OF].includes(column.name) || columns.every(({ name }) => name !== column.name);

/** How a page is sorted: rows without a value come last whichever way, and the key decides between equals, in the same direction. */
export function orderBy({ column, descending }: FeatureOrder, table: Table): string {
  const direction = descending ? 'DESC' : 'ASC';
  const byKey = `u.${quoted(table.key)} ${direction}`;
  // Of the table, since an output column of that name is a text.
  return isByKey({ column, descending }, table)
    ? byKey
    : `u.${quoted(column.name)} ${direction} NULLS LAST, ${byKey}`;
}

/** The condition for the keys after the last row of the page before. */
export function keysAfter(
  { descending, after }: FeatureOrder,
  table: Table,
  parameter: Parameter,
): string | undefined {
  return (
    after && `u.${quoted(table.key)} ${descending ? '<' : '>'} ${parameter(after.key)}::${keyTypeOf(table)}`
  );
}

/** The segments of a page that is not in the order of the key. */
export function segmentsOf(order: FeatureOrder, table: Table, parameter: Parameter): Segments {
  const day = countedDay(order, table);
  if (!day) {
    return byValue(order, table, parameter);
  }
  // Right only where the values follow from the day: until a run has filled the column, they do not.
  const follows = valuesFollow(order.column, day, table);
  const [byDay, byValues] = [segmentsByDay(order, day, table, parameter), byValue(order, table, parameter)];
  const only = (condition: string) => (segment: Segment) => ({
    ...segment,
    where: [...segment.where, condition],
  });
  return {
    valued: [...byDay.valued.map(only(follows)), ...byValues.valued.map(only(`NOT ${follows}`))],
    rest: [...byDay.rest.map(only(follows)), ...byValues.rest.map(only(`NOT ${follows}`))],
  };
}

/** Walked backwards, an index has rows without a value first: there are none of them among the others. */
const walked = (expression: string, descending: boolean) =>
  descending ? `${expression} DESC NULLS FIRST` : `${expression} ASC NULLS LAST`;

function byValue(order: FeatureOrder, table: Table, parameter: Parameter): Segments {
  const { column, descending, after } = order;
  const value = `u.${quoted(column.name)}`;
  const key = `u.${quoted(table.key)}`;
  const rows = { orderBy: `${walked(value, descending)}, ${walked(key, descending)}` };
  const behind = keysAfter(order, table, parameter);
  if (after?.value === null) {
    return { valued: [], rest: [{ ...rows, where: [`${value} IS NULL`, ...(behind ? [behind] : [])] }] };
  }
  const range = after
    ? [
        // Sent as the text that it is: of some types the driver would make something else of a text.
        `(${value}, ${key}) ${descending ? '<' : '>'} ` +
          `(${parameter(after.value)}::text::${column.type}, ${parameter(after.key)}::${keyTypeOf(table)})`,
      ]
    : [];
  const kinds = column.type === 'text' ? [isShort(value), isLong(value)] : [`${value} IS NOT NULL`];
  return {
    valued: kinds.map((kind) => ({ ...rows, where: [kind, ...range] })),
    rest: [{ ...rows, where: [`${value} IS NULL`] }],
  };
}

/** No date is so many days before another; PostgreSQL could not subtract many more. */
const MOST_DAYS = 1_000_000;

/** The day that a number of days is counted from, if rows can be sorted by it. */
function countedDay({ column, after }: FeatureOrder, { columns }: Table): string | undefined {
  const { countedFrom } = column;
  const isThere = countedFrom && columns.some(({ name }) => name === countedFrom.name);
  const days = Number(after?.value ?? 0);
  return isThere && days >= 0 && days <= MOST_DAYS ? countedFrom.day : undefined;
}

const asOfDate = ({ sqlName }: Table): string => `(SELECT ${quoted(AS_OF)} FROM ${sqlName} LIMIT 1)`;

/** Told by any one row. */
function valuesFollow({ name }: TableColumn, day: string, { sqlName }: Table): string {
  const value = `CASE WHEN ${day} IS NOT NULL THEN greatest(0, ${quoted(AS_OF)} - ${day}) END`;
  return `coalesce((SELECT ${quoted(name)} IS NOT DISTINCT FROM ${value} FROM ${sqlName} LIMIT 1), true)`;
}

/**
 * By the day instead of the days since then: in the opposite direction. All days from the as-of date on are 0 days ago, so those rows
 * are in the order of the key.
 */
function segmentsByDay(order: FeatureOrder, day: string, table: Table, parameter: Parameter): Segments {
  const { descending, after } = order;
  const asOf = asOfDate(table);
  const key = `u.${quoted(table.key)}`;
  const byKey = walked(key, descending);
  const behind = keysAfter(order, table, parameter);
  const isBehind = behind ? [behind] : [];
  const none = (where: readonly string[]): Segment => ({
    where: [`${day} IS NULL`, ...where],
    orderBy: `${walked(day, descending)}, ${byKey}`,
  });
  const zero = (where: readonly string[]): Segment => ({
    where: [`${day} >= ${asOf}`, ...where],
    orderBy: byKey,
  });
  const earlier = (where: readonly string[]): Segment => ({
    where: [`${day} < ${asOf}`, ...where],
    orderBy: `${walked(day, !descending)}, ${byKey}`,
  });
  if (!after) {
    return { valued: [zero([]), earlier([])], rest: [none([])] };
  }
  if (after.value === null) {
    return { valued: [], rest: [none(isBehind)] };
  }
  if (after.value === '0') {
    const rest = descending ? [] : [earlier([])];
    return { valued: [zero(isBehind), ...rest], rest: [none([])] };
  }
  const last = `(${asOf} - ${parameter(after.value)}::text::integer)`;
  const further = descending ? `${day} >= ${last}` : `${day} <= ${last}`;
  const unequal = descending ? `${day} > ${last}` : `${day} < ${last}`;
  const rows = earlier([further, `(${unequal} OR ${isBehind.join(' AND ')})`]);
  return { valued: descending ? [rows, zero([])] : [rows], rest: [none([])] };
}
