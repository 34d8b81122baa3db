import { KINDS_OF_IDS } from '../../aggregation/ids/id-kinds.ts';
import type { IdSet } from '../../aggregation/ids/id-set.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { type Integers, integerAt } from '../../aggregation/partial/integers.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import type { Id } from '../../model/id-types.ts';
import type { EventsPlan } from '../../model/model.ts';
import { MostFrequent, type MostFrequentOf } from './cross-check/most-frequent.ts';
import { finishedValues, type Values } from './finished-values.ts';

/** A value that no bigint column can hold. */
export interface Overflow {
  readonly owner: Id;
  /** What it is the value of: `sum of amount`. */
  readonly what: string;
  readonly value: bigint;
  /** Of decimals, which have units of their last place: how many decimals they have. */
  readonly scale?: number;
}

/** Which owners the entity has, and of others what is to be said of them. */
export interface DividedTotals {
  /** Positions of the owners that the entity has, ascending. */
  readonly known: Uint32Array;
  /** What follows from the aggregates, in the order of the plan, for each of those. */
  readonly values: readonly Values[];
  /** Values of those that no column can hold; with any, they must not be published. */
  readonly overflows: readonly Overflow[];
  readonly unknown: {
    readonly ids: IdSet;
    readonly events: number;
    /** Those that have the most events; it looks through all owners. */
    readonly mostFrequent: MostFrequentOf;
  };
}

/**
 * Tells rows of the entity from others: events of unknown owners don't count, so neither do their totals.
 *
 * @param keys those that the entity has, ascending
 */
export function divideTotals(
  plan: Pick<EventsPlan, 'slots' | 'aggregates' | 'values' | 'references'>,
  totals: Totals,
  keys: SortedIds,
): DividedTotals {
  const { owners, events } = totals;
  const places = owners.positionsIn(keys);
  const positions = new Uint32Array(owners.size);
  let size = 0;
  const unknown = KINDS_OF_IDS[owners.kind].newSet();
  let unknownEvents = 0;
  for (let at = 0; at < positions.length; at++) {
    if (places[at] !== -1) {
      positions[size++] = at;
    } else {
      unknown.add(owners.at(at));
      unknownEvents += Number(integerAt(events, at));
    }
  }
  const mostFrequent: MostFrequentOf = (isSo) => {
    const most = new MostFrequent();
    for (let at = places.indexOf(-1); at >= 0; at = places.indexOf(-1, at + 1)) {
      const id = owners.at(at);
      if (isSo(id)) {
        most.add(Number(integerAt(events, at)), id);
      }
    }
    return most.ids;
  };
  const known = positions.subarray(0, size);
  const values = finishedValues(plan, totals, known);
  const overflows = [...slotOverflows(plan, totals, known), ...valueOverflows(plan, totals, known, values)];
  return {
    ...{ known, values, overflows },
    unknown: { ids: unknown, events: unknownEvents, mostFrequent },
  };
}

function* slotOverflows(
  { slots }: Pick<EventsPlan, 'slots'>,
  totals: Totals,
  known: Uint32Array,
): Generator<Overflow> {
  for (const [index, { kind, column }] of slots.entries()) {
    const values = totals.slots[index] as Integers;
    for (const at of overflowing(values, known)) {
      yield {
        owner: totals.owners.at(at),
        what: `${kind} of ${column.name}`,
        value: integerAt(values, at),
        ...scaleOf(column),
      };
    }
  }
}

const scaleOf = ({ scale }: { readonly scale?: number }) => (scale === undefined ? {} : { scale });

/** The positions of those values that no bigint column can hold. In a function without a `yield`, which takes less than half of the time. */
function overflowing(values: Integers, known: Uint32Array): number[] {
  const positions: number[] = [];
  for (let index = 0; index < known.length; index++) {
    const at = known[index] as number;
    if (isOverflow(values, at)) {
      positions.push(at);
    }
  }
  return positions;
}

/** Whether no bigint column can hold a value: sums are exact, however large they get. */
function isOverflow({ words, stride }: Integers, position: number): boolean {
  const at = stride * position;
  if (stride === 4 && (words[at + 2] !== 0 || words[at + 3] !== 0)) {
    return true;
  }
  return (words[at + 1] as number) > 0x7fff_ffff;
}

/** The largest value of a bigint column. */
const MAX_BIGINT = 2n ** 63n - 1n;

function* valueOverflows(
  plan: Pick<EventsPlan, 'values'>,
  { owners }: Totals,
  known: Uint32Array,
  values: readonly Values[],
): Generator<Overflow> {
  for (const [index, { id, sqlType, ...own }] of plan.values.entries()) {
    if (sqlType !== 'bigint') {
      continue;
    }
    for (const [row, value] of (values[index] ?? []).entries()) {
      if (typeof value === 'bigint' && value > MAX_BIGINT) {
        yield { owner: owners.at(known[row] as number), what: id, value, ...scaleOf(own) };
      }
    }
  }
}
