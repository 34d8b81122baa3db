import { KINDS_OF_IDS } from '../../lib/aggregation/ids/id-kinds.ts';
import type { SortedIds } from '../../lib/aggregation/ids/sorted-ids.ts';
import type { ColumnChunk } from '../../lib/aggregation/partial/column-chunks.ts';
import { encodeTotals } from '../../lib/aggregation/partial/encode-totals.ts';
import { type RangeColumns, rangesOf, spellOut } from '../../lib/aggregation/partial/id-columns.ts';
import { type Integers, integerAt, sizeOf, wordsOf } from '../../lib/aggregation/partial/integers.ts';
import type { StoredColumns } from '../../lib/aggregation/partial/stored-columns.ts';
import type { EventTotals, NamedIds, Totals } from '../../lib/aggregation/partial/totals.ts';
import type { AccumulatorState } from '../../lib/model/features/accumulator.ts';
import type { SlotKind } from '../../lib/model/features/feature.ts';
import type { Id } from '../../lib/model/id-types.ts';
import type { EventsPlan } from '../../lib/model/model.ts';

const COMBINE: Record<SlotKind, (a: bigint, b: bigint) => bigint> = {
  sum: (a, b) => a + b,
  min: (a, b) => (a < b ? a : b),
  max: (a, b) => (a > b ? a : b),
  count: (a, b) => a + b,
};

/** Adds up events one by one, in maps: slow, and easily seen to be right. What the kernel and merged partials are held to. */
export class TotalsByHand {
  readonly ids = new Set<Id>();
  readonly #plan: Pick<EventsPlan, 'slots' | 'references'>;
  readonly #numberFor: (id: Id) => bigint;
  readonly #owners = new Map<Id, { events: number; values: bigint[] }>();
  readonly #references: readonly Map<Id, number>[];

  /** @param numberFor what stands for a text among the ids of events: its hash */
  constructor(plan: Pick<EventsPlan, 'slots' | 'references'>, numberFor: (id: Id) => bigint = ofNumbers) {
    this.#plan = plan;
    this.#numberFor = numberFor;
    this.#references = plan.references.map(() => new Map<Id, number>());
  }

  /** Adds the id of an event; false when it is there already. */
  addId(id: Id): boolean {
    const isNew = !this.ids.has(id);
    this.ids.add(id);
    return isNew;
  }

  /** Adds an event: a value per slot, and the distinct ids per referring column. */
  add(owner: Id, values: readonly bigint[], references: readonly (readonly Id[])[]): void {
    const known = this.#owners.get(owner);
    this.#owners.set(owner, {
      events: (known?.events ?? 0) + 1,
      values: this.#plan.slots.map(({ kind }, index) => {
        const value = values[index] ?? 0n;
        return known ? COMBINE[kind](known.values[index] ?? 0n, value) : value;
      }),
    });
    for (const [index, counts] of this.#references.entries()) {
      for (const id of references[index] ?? []) {
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
  }

  /** The same as columns. */
  totals(accumulated: readonly AccumulatorState[] = []): EventTotals {
    const owners = sorted(this.#owners.keys());
    const of = (owner: Id) => this.#owners.get(owner) ?? { events: 0, values: [] };
    return {
      owners,
      events: columnOf(Array.from(owners, (owner) => BigInt(of(owner).events))),
      slots: this.#plan.slots.map((_, index) =>
        columnOf(Array.from(owners, (owner) => of(owner).values[index] ?? 0n)),
      ),
      references: this.#references.map((counts): NamedIds => {
        const ids = sorted(counts.keys());
        return { ids, counts: columnOf(Array.from(ids, (id) => BigInt(counts.get(id) ?? 0))) };
      }),
      accumulated,
      idRanges: () => {
        const numbers = new Set(Array.from(this.ids, this.#numberFor));
        return rangesOf(BigUint64Array.from(numbers).sort());
      },
    };
  }
}

/** Totals as they are easily compared: owner by owner, and pairs of id and count for each referring column. */
export function plainTotals({ owners, events, slots, references }: Omit<Totals, 'accumulated'>) {
  return {
    owners: Array.from(owners, (owner, at) => ({
      owner,
      events: Number(integerAt(events, at)),
      values: slots.map((values) => integerAt(values, at)),
    })),
    references: references.map(({ ids, counts }) =>
      Array.from(ids, (id, at): [Id, number] => [id, Number(integerAt(counts, at))]),
    ),
  };
}

/** The ids of ranges, one by one. */
export function idsOfRanges(ranges: Iterable<RangeColumns>): bigint[] {
  return [...ranges].flatMap((range) => {
    const ids = new BigUint64Array(range.lengths.reduce((sum, length) => sum + length, 0));
    spellOut(range, ids, 0);
    return [...ids];
  });
}

/** All bytes of a partial. */
export function partialBytes(totals: EventTotals): string {
  const chunks = [...encodeTotals(totals, 'with ids')];
  return chunks.map(({ column, bytes }) => `${column}=${Buffer.from(bytes).toString('hex')}`).join(' ');
}

/** Chunks as they come back from where they are stored. */
export function storedInMemory(chunks: Iterable<ColumnChunk>): StoredColumns {
  const columns = new Map<string, ColumnChunk[]>();
  for (const chunk of chunks) {
    columns.set(chunk.column, [...(columns.get(chunk.column) ?? []), chunk]);
  }
  return {
    sizes: new Map([...columns].map(([name, own]) => [name, own.reduce((sum, { size }) => sum + size, 0)])),
    async *chunks(column) {
      for (const { bytes } of columns.get(column) ?? []) {
        yield await Promise.resolve(Buffer.from(bytes));
      }
    },
  };
}

/** Values as a column, in the fewest words that the kernel gives them. */
export function columnOf(values: readonly bigint[]): Integers {
  const low = wordsOf(BigUint64Array.from(values));
  if (values.every((value) => value < 2n ** 64n)) {
    return { words: low, stride: 2 };
  }
  const words = new Uint32Array(4 * values.length);
  for (const [at, value] of values.entries()) {
    words.set(
      [0n, 32n, 64n, 96n].map((shift) => Number((value >> shift) & 0xffff_ffffn)),
      4 * at,
    );
  }
  return { words, stride: 4 };
}

/** The values of a column. */
export const valuesOf = (integers: Integers): bigint[] =>
  Array.from({ length: sizeOf(integers) }, (_, at) => integerAt(integers, at));

function ofNumbers(id: Id): bigint {
  if (typeof id !== 'bigint') {
    throw new TypeError(`what stands for the text ${id} was not said`);
  }
  return id;
}

/** Ids of one kind in ascending order. */
function sorted(ids: Iterable<Id>): SortedIds {
  const all = [...ids];
  const set = KINDS_OF_IDS[typeof all[0] === 'string' ? 'texts' : 'integers'].newSet();
  for (const id of all) {
    set.add(id);
  }
  return set.sorted();
}
