import { FilteredCount } from '../accumulators/filtered-count.ts';
import { FilteredExtreme } from '../accumulators/filtered-extreme.ts';
import { FilteredSum } from '../accumulators/filtered-sum.ts';
import { bigintsOf, onlyEntryOf } from '../accumulators/state-columns.ts';
import { type Filter, refuseOtherEvents } from '../filters/filter.ts';
import type { Accumulator, AccumulatorState } from './accumulator.ts';
import type { AggregateValue, NumericColumn, SlotKind } from './feature.ts';

/**
 * What a slot is, but of the rows that a filter lets through.
 *
 * @throws TypeError when the filter is over other events
 */
export function filteredSlot(kind: SlotKind, column: NumericColumn, where: Filter): AggregateValue {
  const [create, valueAt] = ACCUMULATED[kind];
  const isDecimal = column.type === 'decimal' && kind !== 'count';
  const what = {
    kind,
    input: column.input,
    name: column.name,
    reads: [column],
    ...(isDecimal && { scale: column.scale ?? 0 }),
  };
  return filteredValue(what, where, () => create(where, column.name), valueAt);
}

/** How many rows a filter lets through. @throws TypeError when it is over other events */
export function filteredRows(events: string, where: Filter): AggregateValue {
  const what = { kind: 'count', input: events, name: '', reads: [] } as const;
  return filteredValue(what, where, () => new FilteredCount(where), countAt);
}

type Create = (where: Filter, column: string) => Accumulator;
type ValueAt = (state: AccumulatorState) => (entry: number) => bigint;

const valuesOf =
  (name: string): ValueAt =>
  (state) => {
    const values = bigintsOf(state, name);
    return (entry) => values[entry] as bigint;
  };
const countAt = valuesOf('count');

const sumAt: ValueAt = (state) => {
  const [low, high] = [bigintsOf(state, 'low'), bigintsOf(state, 'high')];
  return (entry) => ((high[entry] as bigint) << 64n) | (low[entry] as bigint);
};

const ACCUMULATED: Readonly<Record<SlotKind, readonly [Create, ValueAt]>> = {
  count: [(where, column) => new FilteredCount(where, column), countAt],
  sum: [(where, column) => new FilteredSum(where, column), sumAt],
  min: [(where, column) => new FilteredExtreme('min', where, column), valuesOf('min')],
  max: [(where, column) => new FilteredExtreme('max', where, column), valuesOf('max')],
};

/** What is accumulated, before the filter. */
interface Accumulated {
  readonly kind: SlotKind;
  readonly input: string;
  /** The column; empty for whole rows. */
  readonly name: string;
  readonly reads: readonly NumericColumn[];
  /** Of decimals, how many there are after the point. */
  readonly scale?: number;
}

function filteredValue(
  { kind, input, name, reads, scale }: Accumulated,
  where: Filter,
  create: () => Accumulator,
  valueAt: ValueAt,
): AggregateValue {
  refuseOtherEvents(`${kind}(${name || input})`, input, where);
  const id = `${kind}:${name}[${where.id}]`;
  return {
    id,
    aggregate: { id, events: input, reads: [...reads, ...where.reads], create },
    sqlType: 'bigint',
    ...(scale !== undefined && { scale }),
    finish(state) {
      const entryOf = onlyEntryOf(state);
      const value = valueAt(state);
      return (owner) => {
        const entry = entryOf(owner);
        return entry < 0 ? null : value(entry);
      };
    },
  };
}
