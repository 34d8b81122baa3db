import type { Id } from '../../model/id-types.ts';
import type { EventsPlan } from '../../model/model.ts';
import type { TalliedRow } from '../accumulate/events-tally.ts';
import { KINDS_OF_IDS } from '../ids/id-kinds.ts';
import type { SortedIds } from '../ids/sorted-ids.ts';
import { type Integers, integerAt, narrowed, sizeOf } from './integers.ts';
import type { NamedIds, Totals } from './totals.ts';

/**
 * Whether rows can be taken out of totals again: of sums and counts they can be. What else was there besides a greatest value, or what an
 * accumulator has seen, totals don't say.
 */
export const canTakeOut = ({ slots, aggregates }: Pick<EventsPlan, 'slots' | 'aggregates'>): boolean =>
  aggregates.length === 0 && slots.every(({ kind }) => kind === 'sum' || kind === 'count');

/**
 * The totals without some rows, all of which are in them; an owner or an id that nothing is left of is not there any more.
 *
 * @param totals their memory is used for the result
 * @throws Error when a row is not in them
 */
export function totalsWithout<Own extends Totals>(
  { slots }: Pick<EventsPlan, 'slots'>,
  totals: Own,
  rows: readonly TalliedRow[],
): Own {
  const owners = new Positions(
    totals.owners,
    rows.map(({ owner }) => owner),
  );
  for (const { owner, values } of rows) {
    const at = owners.of(owner);
    subtract(totals.events, at, 1n);
    for (const [slot, { kind }] of slots.entries()) {
      const value = values[slot] ?? null;
      const own = totals.slots[slot];
      if (own && value !== null) {
        subtract(own, at, kind === 'count' ? 1n : value);
      }
    }
  }
  const gone = owners.withNothingIn(totals.events);
  return {
    ...totals,
    owners: without(totals.owners, gone),
    events: valuesWithout(totals.events, gone),
    slots: totals.slots.map((values) => narrowed(valuesWithout(values, gone))),
    references: totals.references.map((named, index) =>
      namedWithout(
        named,
        rows.map(({ references }) => references[index] ?? []),
      ),
    ),
  };
}

function namedWithout({ ids, counts }: NamedIds, lists: readonly (readonly Id[])[]): NamedIds {
  const named = lists.flat();
  const positions = new Positions(ids, named);
  for (const id of named) {
    subtract(counts, positions.of(id), 1n);
  }
  const gone = positions.withNothingIn(counts);
  return { ids: without(ids, gone), counts: valuesWithout(counts, gone) };
}

/** Where some ids are among all. */
class Positions {
  readonly #at: ReadonlyMap<Id, number>;

  constructor(all: SortedIds, some: readonly Id[]) {
    const set = KINDS_OF_IDS[all.kind].newSet();
    for (const id of some) {
      set.add(id);
    }
    const sorted = set.sorted();
    const positions = sorted.positionsIn(all);
    this.#at = new Map(Array.from(sorted, (id, index) => [id, positions[index] ?? -1]));
  }

  /** @throws Error for an id that is not among all */
  of(id: Id): number {
    const at = this.#at.get(id) ?? -1;
    if (at < 0) {
      throw new Error(`${id} is in a row that was read again, but not in the totals`);
    }
    return at;
  }

  /** Those of them at which there is 0. */
  withNothingIn(values: Integers): ReadonlySet<number> {
    return new Set([...this.#at.values()].filter((at) => integerAt(values, at) === 0n));
  }
}

function subtract(values: Integers, at: number, value: bigint): void {
  const { words, stride } = values;
  let left = integerAt(values, at) - value;
  for (let word = 0; word < stride; word++) {
    words[at * stride + word] = Number(left & 0xffff_ffffn);
    left >>= 32n;
  }
}

function without(ids: SortedIds, gone: ReadonlySet<number>): SortedIds {
  if (gone.size === 0) {
    return ids;
  }
  const left = KINDS_OF_IDS[ids.kind].newSet();
  let at = 0;
  for (const id of ids) {
    if (!gone.has(at++)) {
      left.add(id);
    }
  }
  return left.sorted();
}

function valuesWithout(values: Integers, gone: ReadonlySet<number>): Integers {
  const { words, stride } = values;
  if (gone.size === 0) {
    return values;
  }
  const left = new Uint32Array((sizeOf(values) - gone.size) * stride);
  let to = 0;
  for (let at = 0; at < sizeOf(values); at++) {
    if (!gone.has(at)) {
      left.set(words.subarray(at * stride, (at + 1) * stride), to);
      to += stride;
    }
  }
  return { words: left, stride };
}
