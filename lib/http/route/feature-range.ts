import { SQL_TYPES } from '../../model/sql-types.ts';
import type { FeatureRange } from '../../store/derivation/queries/feature-sql.ts';
import { sortableColumns, type Table } from '../../store/derivation/table-columns.ts';
import { invalidParameter } from './parameters.ts';

/** The parameters of a range: `?column=age&from=10&to=19`. */
interface RangeQuery {
  readonly column?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The range that a list of features is filtered by; undefined for none.
 *
 * @throws ServiceError INVALID_PARAMETER for a column that the table doesn't have or whose values have no order, a value that is
 *   none of that column, a column without a range or a range without a column
 */
export function featureRange({ column: name, from, to }: RangeQuery, table: Table): FeatureRange | undefined {
  if (name === undefined) {
    const given = from === undefined ? (to === undefined ? undefined : 'to') : 'from';
    if (given !== undefined) {
      throw invalidParameter(`${given} needs a column: the one whose values it is compared with`);
    }
    return undefined;
  }
  const columns = sortableColumns(table);
  const column = columns.find((candidate) => candidate.name === name);
  const given = column && SQL_TYPES[column.type].given;
  if (!column || !given) {
    throw invalidParameter(`column must be one of ${columns.map((one) => one.name).join(', ')}`);
  }
  if (from === undefined && to === undefined) {
    throw invalidParameter('column needs from, to, or both: the least and the greatest value');
  }
  const end = (parameter: 'from' | 'to', text: string | undefined): string | undefined => {
    const value = text === undefined ? undefined : given.valueOf(text);
    if (text !== undefined && value === undefined) {
      throw invalidParameter(`${parameter} must be ${given.wanted}, like the values of ${name}`);
    }
    return value;
  };
  return { column, from: end('from', from), to: end('to', to) };
}
