import * as z from 'zod/mini';
import { SQL_TYPES } from '../../model/sql-types.ts';
import type { DerivedRow } from '../../store/derivation/queries/feature-rows.ts';
import type { FeatureOrder } from '../../store/derivation/row-order.ts';
import { keyTypeOf, sortableColumns, type Table } from '../../store/derivation/table-columns.ts';
import { type ListQuery, positionOf } from './pages.ts';
import { invalidParameter } from './parameters.ts';

/**
 * How the list of features is sorted, and where the page begins.
 *
 * @throws ServiceError INVALID_PARAMETER for a column that the table doesn't have or can't be sorted by, or a cursor of another list
 */
export function featureOrder(
  { path, query }: { readonly path: string; readonly query: ListQuery & { readonly sort: string } },
  table: Table,
): FeatureOrder {
  const descending = query.sort.startsWith('-');
  const name = descending ? query.sort.slice(1) : query.sort;
  const columns = sortableColumns(table);
  const column = columns.find((candidate) => candidate.name === name);
  const isValue = column && SQL_TYPES[column.type].isInCursor;
  if (!column || !isValue) {
    throw invalidParameter(
      `sort must be one of ${columns.map((one) => one.name).join(', ')}, with - in front for descending`,
    );
  }
  const isKey = SQL_TYPES[keyTypeOf(table)].isInCursor ?? isValue;
  const shape = z.tuple([z.nullable(z.string().check(z.refine(isValue))), z.string().check(z.refine(isKey))]);
  const position = positionOf(path, query, shape);
  return { column, descending, after: position && { value: position[0], key: position[1] } };
}

/** What a cursor holds for the page after a row. */
export function positionAfter(
  row: DerivedRow,
  { key }: Table,
  { column }: Pick<FeatureOrder, 'column'>,
): (string | null)[] {
  const value = row[column.name];
  return [value === null || value === undefined ? null : String(value), String(row[key])];
}
