import { SQL_TYPES } from '../../../model/sql-types.ts';
import { type FeatureOrder, isByKey, keysAfter, orderBy, type Parameter, segmentsOf } from '../row-order.ts';
import { quoted, type Table, type TableColumn } from '../table-columns.ts';
import { type Folding, matching } from '../text-search.ts';

/** Only rows with a value of a column from one value to another, both inclusive, as texts that are values of its type. */
export interface FeatureRange {
  readonly column: TableColumn;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Which rows a page has: those that match, and so many at most. */
export interface FeaturePage {
  readonly range?: FeatureRange | undefined;
  readonly search?: string | undefined;
  /** How texts are searched; `unaccented` where it is not said. */
  readonly folding?: Folding;
  readonly limit: number;
}

/** A statement and its parameters. */
export interface Statement {
  readonly text: string;
  readonly parameters: (string | number | null)[];
  /** Whether the planner has to see the parameters each time: how many rows there are for them decides how they are found. */
  readonly plannedEachTime?: boolean;
}

/**
 * The statement for a page of derived rows: keyset pagination, so that the last page costs what the first one does. Rows
 * without a value come last whichever way it is sorted, and the key decides between equals, in the same direction. A column
 * that the table has not yet has no values.
 * By the key its index finds the page. By another column the page is the first rows of what its segments begin with, each of which
 * an index has in its order; without that index it takes a look at all rows.
 * A key that is a text has the collation "C" in the table, and so its order is that of the bytes, whatever the database has.
 */
export function featurePageStatement(
  table: Table,
  order: FeatureOrder,
  { range, search, folding = 'unaccented', limit }: FeaturePage,
): Statement {
  const parameters: Statement['parameters'] = [];
  const parameter: Parameter = (value) => `$${parameters.push(value)}`;
  const most = parameter(limit);
  const wanted = [
    ...(range ? [inRange(range, table, parameter)] : []),
    ...(search ? [matching(search, table, folding, parameter)] : []),
  ];
  const columns = table.columns.map(selected).join(', ');
  const ordered = `ORDER BY ${orderBy(order, table)} LIMIT ${most}`;
  const plannedEachTime = Boolean(search) || order.countedTo !== undefined;
  if (isByKey(order, table)) {
    const after = keysAfter(order, table, parameter);
    const from = `FROM ${table.sqlName} AS u ${where([...(after ? [after] : []), ...wanted])}`;
    return { text: `SELECT ${columns} ${from} ${ordered}`, parameters, plannedEachTime };
  }
  const { valued, rest } = segmentsOf(order, table, parameter);
  const rowsOf = (segments: typeof valued, also: readonly string[]) =>
    segments
      .map((own) => {
        const conditions = where([...own.where, ...wanted, ...also]);
        return `(SELECT u.* FROM ${table.sqlName} AS u ${conditions} ORDER BY ${own.orderBy} LIMIT ${most})`;
      })
      .join(' UNION ALL ');
  // Nobody looks for rows without a value before those that have one are at their end.
  const text =
    valued.length === 0
      ? `SELECT ${columns} FROM (${rowsOf(rest, [])}) AS u ${ordered}`
      : `WITH etl_valued AS MATERIALIZED (${rowsOf(valued, [])}),
           etl_rest AS MATERIALIZED (${rowsOf(rest, [`(SELECT count(*) FROM etl_valued) < ${most}`])})
         SELECT ${columns} FROM (SELECT * FROM etl_valued UNION ALL SELECT * FROM etl_rest) AS u ${ordered}`;
  return { text, parameters, plannedEachTime };
}

const where = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';

/** The statement for how many rows there are in a range: a scan of the table, or of the index of its key. */
export function rangeCountStatement(table: Table, range: FeatureRange): Statement {
  const parameters: Statement['parameters'] = [];
  const condition = inRange(range, table, (value) => `$${parameters.push(value)}`);
  return {
    text: `SELECT count(*)::float8 AS count FROM ${table.sqlName} AS u WHERE ${condition}`,
    parameters,
  };
}

/** The statement for one row. */
export function oneRowStatement({ sqlName, key, columns }: Table, keyValue: string): Statement {
  const text = `SELECT ${columns.map(selected).join(', ')} FROM ${sqlName} WHERE ${quoted(key)} = $1`;
  return { text, parameters: [keyValue] };
}

function selected({ name, type }: TableColumn): string {
  return `${SQL_TYPES[type].selected(quoted(name))} AS ${quoted(name)}`;
}

/** Rows without a value are in no range; so are all while the table lacks the column. */
function inRange(
  { column: { name, type }, from, to }: FeatureRange,
  { columns }: Table,
  parameter: (value: string) => string,
): string {
  if (columns.every((column) => column.name !== name)) {
    return 'false';
  }
  const ends = [
    ...(from === undefined ? [] : [{ than: '>=', value: from }]),
    ...(to === undefined ? [] : [{ than: '<=', value: to }]),
  ];
  return ends
    .map(({ than, value }) => `u.${quoted(name)} ${than} ${parameter(value)}::text::${type}`)
    .join(' AND ');
}
