import type { Features } from '../../model/feature-kinds.ts';
import { isId } from '../storable.ts';
import { columnType, quoted } from './derivation-table.ts';

/** A column of users_derivation: its SQL type, and whether lib/features.ts declares it. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly derived: boolean;
}

/** Columns that come before and behind those of the features. */
const USER_COLUMNS: readonly TableColumn[] = [
  { name: 'user_id', type: 'bigint', derived: false },
  { name: 'name', type: 'text', derived: false },
  { name: 'email', type: 'text', derived: false },
  { name: 'signup_date', type: 'date', derived: false },
];
const AS_OF: TableColumn = { name: 'as_of', type: 'date', derived: false };

/** The columns of users_derivation, in its order. */
export function tableColumns({ columns }: Features): TableColumn[] {
  const derived = columns.map(([name, feature]) => ({ name, type: columnType(feature), derived: true }));
  return [...USER_COLUMNS, ...derived, AS_OF];
}

/** What a page is sorted by, and where it begins: behind that row. */
export interface FeatureOrder {
  readonly column: TableColumn;
  readonly descending: boolean;
  /** The values of the last row of the page before, as texts. */
  readonly after?: { readonly value: string | null; readonly userId: string } | undefined;
}

/** Which rows a page has: those that match, and so many at most. */
export interface FeaturePage {
  readonly search?: string | undefined;
  readonly limit: number;
}

/** A statement and its parameters. */
export interface Statement {
  readonly text: string;
  readonly parameters: (string | number | null)[];
}

/**
 * The statement for a page of derived rows: keyset pagination, so that the last page costs what the first one does. Rows
 * without a value come last whichever way it is sorted, and the user's id decides between equals, in the same direction.
 * By user_id the primary key finds the page; by another column it takes a look at all rows, since an index on a column that
 * every run changes would cost more than it gains.
 */
export function featurePageStatement(
  columns: readonly TableColumn[],
  { column, descending, after }: FeatureOrder,
  { search, limit }: FeaturePage,
): Statement {
  const parameters: Statement['parameters'] = [];
  const parameter = (value: string | number | null) => `$${parameters.push(value)}`;
  const conditions = [
    ...(after ? [behind(column, descending, after, parameter)] : []),
    ...(search ? [matching(search, parameter)] : []),
  ];
  const direction = descending ? 'DESC' : 'ASC';
  // Of the table, since an output column of that name is a text.
  const key = column.name === 'user_id' ? '' : `u.${quoted(column.name)} ${direction} NULLS LAST, `;
  const text = `
    SELECT ${columns.map(selected).join(', ')} FROM public.users_derivation AS u
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY ${key}u.user_id ${direction} LIMIT ${parameter(limit)}`;
  return { text, parameters };
}

/** The statement for one user's row. */
export function userFeaturesStatement(columns: readonly TableColumn[], userId: string): Statement {
  const text = `SELECT ${columns.map(selected).join(', ')} FROM public.users_derivation WHERE user_id = $1`;
  return { text, parameters: [userId] };
}

/** 64 bits are more than a JSON number is read with, so they travel as text. */
function selected({ name, type }: TableColumn): string {
  return type === 'bigint' ? `${quoted(name)}::text` : quoted(name);
}

function behind(
  { name, type }: TableColumn,
  descending: boolean,
  { value, userId }: { readonly value: string | null; readonly userId: string },
  parameter: (value: string) => string,
): string {
  const than = descending ? '<' : '>';
  const id = () => `${parameter(userId)}::bigint`;
  if (name === 'user_id') {
    return `user_id ${than} ${id()}`;
  }
  const column = quoted(name);
  if (value === null) {
    return `(${column} IS NULL AND user_id ${than} ${id()})`;
  }
  const last = `${parameter(value)}::${type}`;
  return `(${column} ${than} ${last} OR (${column} = ${last} AND user_id ${than} ${id()}) OR ${column} IS NULL)`;
}

function matching(search: string, parameter: (value: string) => string): string {
  const pattern = parameter(`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const texts = `name ILIKE ${pattern} OR email ILIKE ${pattern}`;
  return isId(search) ? `(user_id = ${parameter(search)}::bigint OR ${texts})` : `(${texts})`;
}
