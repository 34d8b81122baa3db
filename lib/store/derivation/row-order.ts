import { AS_OF } from '../../model/declaration/input-problems.ts';
import { keyTypeOf, quoted, type Table, type TableColumn } from './table-columns.ts';

/** What a page is sorted by, and where it begins: after that row. */
export interface FeatureOrder {
  readonly column: TableColumn;
  readonly descending: boolean;
  /** The values of the last row of the page before, as texts. */
  readonly after?: { readonly value: string | null; readonly key: string } | undefined;
  /**
   * The as-of date of all rows, if the values are days that are counted to it: then rows are sorted by the day that they are counted
   * from. It is right only where the values follow from that day (countedToStatement).
   */
  readonly countedTo?: string | undefined;
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
  const { countedTo } = order;
  const day = countedDay(order, table);
  return day !== undefined && countedTo !== undefined
    ? byDay(order, { day, countedTo }, table, parameter)
    : byValue(order, table, parameter);
}

/**
 * The statement for `as_of`, the as-of date that days of an order are counted to: no row, if rows can't be sorted by the day. Any one
 * row tells whether the values follow from the day: until a run has filled the column, they do not.
 */
export function countedToStatement(order: FeatureOrder, table: Table): string | undefined {
  const day = countedDay(order, table);
  if (day === undefined) {
    return undefined;
  }
  const value = `greatest(0, ${quoted(AS_OF)} - ${day})`;
  return `
    SELECT ${quoted(AS_OF)}::text AS as_of FROM (SELECT * FROM ${table.sqlName} WHERE ${day} IS NOT NULL LIMIT 1) AS any_row
    WHERE ${quoted(order.column.name)} IS NOT DISTINCT FROM ${value}`;
}

/** Walked backwards, an index has rows without a value first: there are none of them among the others. */
const walked = (expression: string, descending: boolean) =>
  descending ? `${expression} DESC NULLS FIRST` : `${expression} ASC NULLS LAST`;

function byValue(order: FeatureOrder, table: Table, parameter: Parameter): Segments {
  const { column, descending, after } = order;
  const value = `u.${quoted(column.name)}`;
  const key = `u.${quoted(table.key)}`;
  const rows = { orderBy: `${walked(value, descending)}, ${walked(key, descending)}` };
  if (after?.value === null) {
    const behind = keysAfter(order, table, parameter);
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

/**
 * By the day instead of the days since then: in the opposite direction. All days from the as-of date on are 0 days ago, so those rows
 * are in the order of the key.
 */
function byDay(
  order: FeatureOrder,
  { day, countedTo }: { readonly day: string; readonly countedTo: string },
  table: Table,
  parameter: Parameter,
): Segments {
  const { descending, after } = order;
  const byKey = walked(`u.${quoted(table.key)}`, descending);
  const behind = keysAfter(order, table, parameter);
  const isBehind = behind ? [behind] : [];
  const none = (where: readonly string[]): Segment => ({
    where: [`${day} IS NULL`, ...where],
    orderBy: `${walked(day, descending)}, ${byKey}`,
  });
  if (after?.value === null) {
    return { valued: [], rest: [none(isBehind)] };
  }
  const asOf = `${parameter(countedTo)}::text::date`;
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
  if (Number(after.value) === 0) {
    const rest = descending ? [] : [earlier([])];
    return { valued: [zero(isBehind), ...rest], rest: [none([])] };
  }
  const last = `(${asOf} - ${parameter(after.value)}::text::integer)`;
  const further = descending ? `${day} >= ${last}` : `${day} <= ${last}`;
  const unequal = descending ? `${day} > ${last}` : `${day} < ${last}`;
  const rows = earlier([further, `(${unequal} OR ${isBehind.join(' AND ')})`]);
  return { valued: descending ? [rows, zero([])] : [rows], rest: [none([])] };
}
