import type { Filtered } from '../filters/filter.ts';
import { filterOf } from '../filters/filter-option.ts';
import { extreme } from './extreme.ts';
import type { Feature, NumericColumn } from './feature.ts';

/**
 * Least value of a column of integers or decimals over a row's events, or over those that a filter lets through; NULL without any.
 *
 * @throws TypeError for another column, which does not compile where the types of columns are known
 */
export function min<Input extends string>(
  column: NumericColumn<Input>,
  options: Filtered<NoInfer<Input>> = {},
): Feature {
  return extreme('min', column, filterOf('min', options));
}
