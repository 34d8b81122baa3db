import * as z from 'zod/mini';
import { calendarDate } from '../../calendar.ts';
import type { SqlType } from '../../model/column-types/column-type.ts';
import { digits } from '../../schemas/shapes.ts';
import type { DerivedRow } from '../../store/derivation/feature-rows.ts';
import type { FeatureOrder } from '../../store/derivation/feature-sql.ts';
import type { Table } from '../../store/derivation/table-columns.ts';
import { isStorable } from '../../store/storable.ts';
import { type ListQuery, positionOf } from './pages.ts';
import { invalidParameter } from './parameters.ts';

/** What a value of a column's type looks like in a cursor; PostgreSQL would refuse anything else with an error. */
const VALUES: Readonly<Record<SqlType, z.ZodMiniType<string>>> = {
  text: z.string().check(z.refine(isStorable)),
  date: calendarDate('must be a date'),
  bigint: digits(),
  integer: z.string().check(z.regex(/^\d{1,9}$/)),
  // As JavaScript writes a number: it reads more forms than PostgreSQL does.
  'double precision': z
    .string()
    .check(z.refine((text) => Number.isFinite(Number(text)) && String(Number(text)) === text)),
};

/**
 * How the list of features is sorted, and where the page begins.
 *
 * @throws ServiceError INVALID_PARAMETER for a column that the table doesn't have, or a cursor of another list
 */
export function featureOrder(
  { path, query }: { readonly path: string; readonly query: ListQuery & { readonly sort: string } },
  { columns }: Table,
): FeatureOrder {
  const descending = query.sort.startsWith('-');
  const name = descending ? query.sort.slice(1) : query.sort;
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw invalidParameter(
      `sort must be one of ${columns.map((one) => one.name).join(', ')}, with - in front for descending`,
    );
  }
  const shape = z.tuple([z.nullable(VALUES[column.type]), digits()]);
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
