import type { RowBatch } from '../features/accumulator.ts';
import { type Filter, refuseOtherEvents, TRUE, Truth } from './filter.ts';

/** Rows for which all filters hold. @throws TypeError for filters over different events */
export function and<Input extends string>(
  first: Filter<Input>,
  ...others: readonly Filter<NoInfer<Input>>[]
): Filter<Input> {
  return joined('and', [first, ...others], Math.min);
}

/** Rows for which one filter at least holds. @throws TypeError for filters over different events */
export function or<Input extends string>(
  first: Filter<Input>,
  ...others: readonly Filter<NoInfer<Input>>[]
): Filter<Input> {
  return joined('or', [first, ...others], Math.max);
}

/** Rows for which a filter does not hold. What is unknown, since a value is NULL, stays so: such a row is in neither. */
export function not<Input extends string>(filter: Filter<Input>): Filter<Input> {
  return {
    id: `not(${filter.id})`,
    input: filter.input,
    reads: filter.reads,
    test(rows, truth) {
      filter.test(rows, truth);
      for (let row = 0; row < rows.size; row++) {
        truth[row] = TRUE - (truth[row] as number);
      }
    },
  };
}

/** Filters in one order and without repeats, since the same ones in another order are the same filter. */
function joined<Input extends string>(
  name: 'and' | 'or',
  filters: readonly [Filter<Input>, ...Filter<Input>[]],
  join: (one: number, other: number) => number,
): Filter<Input> {
  const [first] = filters;
  const byId = new Map(filters.map((filter) => [filter.id, filter]));
  const [start, ...rest] = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, filter]) => filter);
  const id = `${name}(${[...byId.keys()].sort().join(',')})`;
  for (const filter of filters) {
    refuseOtherEvents(id, first.input, filter);
  }
  if (!start || rest.length === 0) {
    return first;
  }
  const room = new Truth();
  return {
    id,
    input: first.input,
    reads: [...byId.values()].flatMap(({ reads }) => reads),
    test(rows: RowBatch, truth: Uint8Array) {
      start.test(rows, truth);
      const other = room.of(rows.size);
      for (const filter of rest) {
        filter.test(rows, other);
        for (let row = 0; row < rows.size; row++) {
          truth[row] = join(truth[row] as number, other[row] as number);
        }
      }
    },
  };
}
