import { SQL_TYPES } from '../../model/sql-types.ts';
import { isId } from '../../storable.ts';
import { keyTypeOf, quoted, type Table, type TableColumn } from './table-columns.ts';

/** What a page is sorted by, and where it begins: after that row. */
export interface FeatureOrder {
  readonly column: TableColumn;
  readonly descending: boolean;
  /** The values of the last row of the page before, as texts. */
  readonly after?: { readonly value: string | null; readonly key: string } | undefined;
}

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
  /** Whether accents matter to the search: where the database has no unaccent(). */
  readonly withAccents?: boolean;
  readonly limit: number;
}

/** A statement and its parameters. */
export interface Statement {
  readonly text: string;
  readonly parameters: (string | number | null)[];
}

/**
 * The statement for a page of derived rows: keyset pagination, so that the last page costs what the first one does. Rows
 * without a value come last whichever way it is sorted, and the key decides between equals, in the same direction. A column
 * that the table has not yet has no values.
 * By the key its index finds the page; by another column it takes a look at all rows, since an index on a column that
 * every run changes would cost more than it gains.
 * A key that is a text has the collation "C" in the table, and so its order is that of the bytes, whatever the database has.
 */
export function featurePageStatement(
  table: Table,
  { column, descending, after }: FeatureOrder,
  { range, search, withAccents = false, limit }: FeaturePage,
): Statement {
  const { sqlName, key, columns } = table;
  const parameters: Statement['parameters'] = [];
  const parameter = (value: string | number | null) => `$${parameters.push(value)}`;
  const isByKey = column.name === key || columns.every(({ name }) => name !== column.name);
  const than = descending ? '<' : '>';
  const conditions = [
    ...(after
      ? [
          isByKey
            ? keysAfter(after, table, than, parameter)
            : rowsAfter(after, column, table, than, parameter),
        ]
      : []),
    ...(range ? [inRange(range, table, parameter)] : []),
    ...(search ? [matching(search, table, withAccents ? asIs : unaccented, parameter)] : []),
  ];
  const direction = descending ? 'DESC' : 'ASC';
  // Of the table, since an output column of that name is a text.
  const first = isByKey ? '' : `u.${quoted(column.name)} ${direction} NULLS LAST, `;
  const text = `
    SELECT ${columns.map(selected).join(', ')} FROM ${sqlName} AS u
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY ${first}u.${quoted(key)} ${direction} LIMIT ${parameter(limit)}`;
  return { text, parameters };
}

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

function keysAfter(
  after: NonNullable<FeatureOrder['after']>,
  table: Table,
  than: '<' | '>',
  parameter: (value: string) => string,
): string {
  return `${quoted(table.key)} ${than} ${parameter(after.key)}::${keyTypeOf(table)}`;
}

function rowsAfter(
  after: NonNullable<FeatureOrder['after']>,
  { name, type }: TableColumn,
  table: Table,
  than: '<' | '>',
  parameter: (value: string) => string,
): string {
  const isAfterKey = () => keysAfter(after, table, than, parameter);
  const column = quoted(name);
  if (after.value === null) {
    return `(${column} IS NULL AND ${isAfterKey()})`;
  }
  // Sent as the text that it is: of some types the driver would make something else of a text.
  const last = `${parameter(after.value)}::text::${type}`;
  return `(${column} ${than} ${last} OR (${column} = ${last} AND ${isAfterKey()}) OR ${column} IS NULL)`;
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

/** The columns in which a text is searched for, the key among them if it is a text. */
export const searchedTexts = (columns: readonly TableColumn[]): readonly TableColumn[] =>
  columns.filter(({ type, derived }) => type === 'text' && !derived);

/** What becomes of an expression that is a text before it is compared. */
type Fold = (expression: string) => string;
const asIs: Fold = (expression) => expression;
/** By the extension unaccent, which the bootstrap creates: é, ł and ß are e, l and ss, also where an accent is a character of its own. */
const unaccented: Fold = (expression) => `unaccent(${expression})`;

/**
 * Texts of the entity that contain what is searched for, or a key of digits that is it. Neither case nor, by `fold`, accents matter.
 * Of an accent alone nothing is left, which would be found in every text: it is found in none.
 * What is searched for is folded once, in a query of its own: beside the column it would be for each row.
 */
function matching(search: string, table: Table, fold: Fold, parameter: (value: string) => string): string {
  // By the collation "C", which the key has, only the letters a to z have a lower and an upper case.
  const folded = (expression: string) => `lower(${fold(expression)} COLLATE "default")`;
  const conditions = [
    ...searchedTexts(table.columns).map(
      ({ name }) =>
        `strpos(${folded(quoted(name))}, (SELECT nullif(${folded(`${parameter(search)}::text`)}, ''))) > 0`,
    ),
    ...(keyTypeOf(table) === 'bigint' && isId(search)
      ? [`${quoted(table.key)} = ${parameter(search)}::bigint`]
      : []),
  ];
  return conditions.length > 0 ? `(${conditions.join(' OR ')})` : 'false';
}
