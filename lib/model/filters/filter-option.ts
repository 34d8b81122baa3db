import { refuseUnknownOptions } from '../declaration/known-options.ts';
import type { Filter, Filtered } from './filter.ts';

/** Whether something is what atLeast, equals, includes, and, or, not give. */
function isFilter(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && 'test' in value && typeof value.test === 'function';
}

/**
 * The filter out of the options of a feature. Whatever else stands there would be passed over, and the feature be of all rows.
 *
 * @param kind the kind of feature
 * @param further options that it has besides
 * @throws TypeError for an option that there is not, and for what is no filter
 */
export function filterOf(
  kind: string,
  options: Filtered & object,
  further: readonly string[] = [],
): Filter | undefined {
  if (isFilter(options)) {
    throw new TypeError(`${kind}(…, ${options.id}): give the filter as an option, { where: ${options.id} }`);
  }
  refuseUnknownOptions(`${kind}(…)`, options, ['where', ...further]);
  const { where } = options;
  if (where !== undefined && !isFilter(where)) {
    throw new TypeError(
      `${kind}(…, { where: … }) takes a filter such as atLeast(column, 30), not a ${typeof where}: columns can't be compared with > or ===`,
    );
  }
  return where;
}
