import type { Slot, SlotKind } from '../../model/features/feature.ts';
import type { EventsPlan } from '../../model/model.ts';
import { IdTable } from './id-table.ts';

const COMBINE: Record<SlotKind, (a: bigint, b: bigint) => bigint> = {
  sum: (a, b) => a + b,
  min: (a, b) => lesser(a, b),
  max: (a, b) => (lesser(a, b) === a ? b : a),
  count: (a, b) => a + b,
};

/** What the events of one owner, a row of the entity, add up to: a value per slot of the plan, in their order. */
export interface OwnerTotals {
  readonly owner: bigint;
  readonly events: number;
  readonly values: readonly bigint[];
}

/** For each owner: the number of its events, and one value per slot of the plan. Sums are exact. */
export class Aggregates {
  readonly slots: readonly Slot[];
  readonly #owners = new IdTable();
  readonly #events: number[] = [];
  /** Slot by slot, the value of each owner by its number in the table. */
  readonly #values: bigint[][];

  constructor({ slots }: Pick<EventsPlan, 'slots'>) {
    this.slots = slots;
    this.#values = slots.map(() => []);
  }

  /** How many owners there are. */
  get size(): number {
    return this.#owners.size;
  }

  /** Adds events of an owner: how many, and a value per slot, in the order of the slots. */
  add(owner: bigint, events: number, values: readonly bigint[]): void {
    const number = this.#owners.add(owner);
    const before = this.#events[number];
    this.#events[number] = (before ?? 0) + events;
    for (let index = 0; index < this.slots.length; index++) {
      const column = this.#values[index] as bigint[];
      const value = values[index] as bigint;
      const kind = (this.slots[index] as Slot).kind;
      column[number] = before === undefined ? value : COMBINE[kind](column[number] as bigint, value);
    }
  }

  /** Every owner in ascending order. */
  *entries(): Generator<OwnerTotals> {
    for (const number of this.#owners.sortedIndexes()) {
      yield {
        owner: this.#owners.idAt(number),
        events: this.#events[number] as number,
        values: this.#values.map((column) => column[number] as bigint),
      };
    }
  }
}

/** The greatest value of a bigint column. */
const MAX_BIGINT = 2n ** 63n - 1n;

/** A value that no bigint column can hold. */
export interface Overflow {
  readonly owner: bigint;
  readonly slot: Slot;
  readonly value: bigint;
}

/** Whether no bigint column can hold a value: sums are exact, however large they get. */
export const isOverflow = (value: bigint): boolean => value > MAX_BIGINT;

// Math.min takes no BigInt.
function lesser(a: bigint, b: bigint): bigint {
  if (a < b) {
    return a;
  }
  return b;
}
