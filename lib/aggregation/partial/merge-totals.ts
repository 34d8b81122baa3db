import type { Accumulator, AccumulatorState, NumberMaps } from '../../model/features/accumulator.ts';
import type { SlotKind } from '../../model/features/feature.ts';
import { type IdKind, idKindOf } from '../../model/id-types.ts';
import type { EventsPlan } from '../../model/model.ts';
import { columnsRead } from '../accumulate/columns-read.ts';
import { KINDS_OF_IDS } from '../ids/id-kinds.ts';
import { positionsAmong, type SortedIds } from '../ids/sorted-ids.ts';
import { COLUMNS } from './column-chunks.ts';
import { combine, neutral } from './combine.ts';
import { type Integers, sizeOf } from './integers.ts';
import { readIntegers, refuseMissing, type StoredColumns } from './stored-columns.ts';
import { readState, statesOf } from './stored-states.ts';
import type { NamedIds, Totals } from './totals.ts';

/** Told after each part of an aggregate that was put to the others, so that what grows too large can be refused. */
export type OnCombined = (aggregate: number, accumulator: Accumulator) => void;

/**
 * Adds up partials, column by column: what is held at once are the merged columns, and one of a partial.
 *
 * @param partials their columns; where an event is in two of them it counts twice
 */
export async function mergeTotals(
  plan: EventsPlan,
  partials: readonly StoredColumns[],
  onCombined: OnCombined = () => undefined,
): Promise<Totals> {
  const owners = await unionOfColumn(partials, COLUMNS.owners, idKindOf(plan.input.of.type));
  const named = new Map<string, SortedIds>();
  for (const [index, { name, type }] of columnsRead(plan).ids.entries()) {
    named.set(name, await unionOfColumn(partials, COLUMNS.named(index), idKindOf(type)));
  }
  const [only, ...others] = partials;
  if (only && others.length === 0) {
    return await totalsOf(plan, only, owners, named);
  }
  const merging = new Merging(plan, owners, named);
  for (const partial of partials) {
    await merging.add(partial, onCombined);
  }
  return merging.totals;
}

/** Of one partial alone: nothing has to be put together. */
async function totalsOf(
  plan: EventsPlan,
  partial: StoredColumns,
  owners: SortedIds,
  named: ReadonlyMap<string, SortedIds>,
): Promise<Totals> {
  const valuesOf = async (ids: SortedIds, column: string) => {
    const values = await readIntegers(partial, column);
    refuseMissing(column, sizeOf(values), ids.size);
    return values;
  };
  const events = await valuesOf(owners, COLUMNS.events);
  const slots: Integers[] = [];
  for (const index of plan.slots.keys()) {
    slots.push(await valuesOf(owners, COLUMNS.slot(index)));
  }
  const references: NamedIds[] = [];
  for (const ids of named.values()) {
    references.push({ ids, counts: await valuesOf(ids, COLUMNS.namedCounts(references.length)) });
  }
  const accumulated: AccumulatorState[] = [];
  for (const [index, aggregate] of plan.aggregates.entries()) {
    accumulated.push((await readState(partial, index)) ?? aggregate.create().state());
  }
  return { owners, events, slots, references, accumulated };
}

/** All ids of that column in partials: the keys that the parts of an input have, for instance. */
export async function unionOfColumn(
  partials: readonly StoredColumns[],
  column: string,
  kind: IdKind,
): Promise<SortedIds> {
  const { none, read } = KINDS_OF_IDS[kind];
  let all = none;
  for (const partial of partials) {
    all = all.union(await read(partial, column));
  }
  return all;
}

/** Totals that partials are added to, when it is known which owners and ids there are. */
class Merging {
  readonly #plan: EventsPlan;
  readonly #owners: SortedIds;
  /** The ids of each column of ids that is read, by its name, in their order. */
  readonly #named: ReadonlyMap<string, SortedIds>;
  readonly #accumulators: readonly Accumulator[];
  #events: Integers;
  readonly #slots: Integers[];
  readonly #counts: Integers[];

  constructor(plan: EventsPlan, owners: SortedIds, named: ReadonlyMap<string, SortedIds>) {
    this.#plan = plan;
    this.#owners = owners;
    this.#named = named;
    this.#events = neutral('count', owners.size);
    this.#slots = plan.slots.map(({ kind }) => neutral(kind, owners.size));
    this.#counts = Array.from(named.values(), (ids) => neutral('count', ids.size));
    this.#accumulators = plan.aggregates.map((aggregate) => aggregate.create());
  }

  get totals(): Totals {
    const references = Array.from(this.#named.values(), (ids, index): NamedIds => {
      return { ids, counts: this.#counts[index] as Integers };
    });
    return {
      owners: this.#owners,
      events: this.#events,
      slots: this.#slots,
      references,
      accumulated: this.#accumulators.map((accumulator) => accumulator.state()),
    };
  }

  async add(partial: StoredColumns, onCombined: OnCombined): Promise<void> {
    const owners = await positionsOf(this.#owners, partial, COLUMNS.owners);
    const put = async (kind: SlotKind, into: Integers, column: string, positions: Uint32Array) =>
      combine(kind, into, await readIntegers(partial, column), positions);
    this.#events = await put('count', this.#events, COLUMNS.events, owners);
    for (const [index, { kind }] of this.#plan.slots.entries()) {
      this.#slots[index] = await put(kind, this.#slots[index] as Integers, COLUMNS.slot(index), owners);
    }
    const named = new Map<string, Uint32Array>();
    for (const [index, [name, ids]] of [...this.#named].entries()) {
      const positions = await positionsOf(ids, partial, COLUMNS.named(index));
      const counts = COLUMNS.namedCounts(index);
      this.#counts[index] = await put('count', this.#counts[index] as Integers, counts, positions);
      named.set(name, positions);
    }
    const maps = numberMaps(owners, named);
    for (const [index, accumulator] of this.#accumulators.entries()) {
      for await (const state of statesOf(partial, index)) {
        accumulator.combine(state, maps);
        onCombined(index, accumulator);
      }
    }
  }
}

/** For each id of a column of a partial its position among all. */
export async function positionsOf(
  all: SortedIds,
  partial: StoredColumns,
  column: string,
): Promise<Uint32Array> {
  return positionsAmong(all, await KINDS_OF_IDS[all.kind].read(partial, column));
}

/** From positions in a partial to positions in the merged totals. */
function numberMaps(owners: Uint32Array, named: ReadonlyMap<string, Uint32Array>): NumberMaps {
  return {
    owners,
    ids(column) {
      const positions = named.get(column);
      if (!positions) {
        throw new Error(`an aggregate has ids of ${column}, which it does not declare`);
      }
      return positions;
    },
  };
}
