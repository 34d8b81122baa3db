import type { Column } from '../../model/columns.ts';
import type { IdColumn, NumericColumn } from '../../model/features/feature.ts';
import { isIdType } from '../../model/id-types.ts';
import type { EventsPlan } from '../../model/model.ts';

/** The columns of events that are read besides key and owner, each once: kernel and careful path judge a row by them in this order. */
export interface ColumnsRead {
  /** Those that slots need, then others that aggregates do. */
  readonly integers: readonly NumericColumn[];
  /** Those that reference another input, in the order of the plan, then others that aggregates need. */
  readonly ids: readonly IdColumn[];
  /** The names of those that aggregates need. */
  readonly shown: ReadonlySet<string>;
}

/** What has to be read of the events of a plan. */
export function columnsRead({
  slots,
  references,
  aggregates,
}: Pick<EventsPlan, 'slots' | 'references' | 'aggregates'>): ColumnsRead {
  const reads = aggregates.flatMap((aggregate) => aggregate.reads);
  return {
    integers: once([...slots.map(({ column }) => column), ...reads.filter(isNumeric)]),
    ids: once([...references, ...reads.filter(isOfIds)]),
    shown: new Set(reads.map(({ name }) => name)),
  };
}

function once<C extends Column>(columns: readonly C[]): C[] {
  return columns.filter(({ name }, index) => columns.findIndex((other) => other.name === name) === index);
}

const isNumeric = (column: NumericColumn | IdColumn): column is NumericColumn => !isIdType(column.type);

const isOfIds = (column: NumericColumn | IdColumn): column is IdColumn => isIdType(column.type);

/** The columns of integers that aggregates need, in their order. */
export const shownIntegers = ({ integers, shown }: ColumnsRead): NumericColumn[] =>
  integers.filter(({ name }) => shown.has(name));

/**
 * What there is of a column that an accumulator asks for.
 *
 * @throws Error when its aggregate does not say that it reads it
 */
export function columnOf<Values>(columns: ReadonlyMap<string, Values>, name: string): Values {
  const values = columns.get(name);
  if (values === undefined) {
    throw new Error(`an accumulator reads the column ${name}, which its aggregate does not declare`);
  }
  return values;
}
