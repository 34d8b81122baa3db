import { typeOf } from '../column-types.ts';
import type { Column } from '../columns.ts';
import { type Feature, type IdFeature, NOTHING_NEEDED } from './feature.ts';

/**
 * What a reference has of an id that is derived: `lookup(mostUsed(orders.product_ids), products.title)`. NULL where there is no
 * id, no such row in the reference, or nothing in its column.
 *
 * @throws TypeError for a column of another input than the ids reference, and for one of lists; where the types of columns are
 * known, neither compiles
 */
export function lookup<Target extends string>(
  key: IdFeature<string, Target>,
  column: Column<
    'reference',
    'id' | 'textId' | 'integer' | 'decimal' | 'date' | 'timestamp' | 'text',
    NoInfer<Target>
  >,
): Feature {
  const what = `lookup(…, ${column.input}.${column.name})`;
  const target = key.column?.reference?.input;
  if (target !== column.input) {
    throw new TypeError(
      target === undefined
        ? `${what}: lookup needs a single id, such as mostUsed(…) without ties: 'all'`
        : `${what}: the ids of ${key.column.input}.${key.column.name} name rows of ${target}, so look up a column of ${target}`,
    );
  }
  const { sqlType } = typeOf(column);
  if (sqlType === null) {
    throw new TypeError(`${what}: the result table can't hold the values of ${column.type}()`);
  }
  const wanted = { key: key.value, column };
  return {
    ...NOTHING_NEEDED,
    sqlType,
    values: [key.value],
    lookups: [wanted],
    sql: (names) => names.lookup(wanted),
  };
}
