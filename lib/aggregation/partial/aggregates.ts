import type { Features, Slot, SlotKind } from '../../model/feature-kinds.ts';
import { IdTable } from './id-table.ts';

const COMBINE: Record<SlotKind, (a: bigint, b: bigint) => bigint> = {
  sum: (a, b) => a + b,
  min: (a, b) => lesser(a, b),
  max: (a, b) => (lesser(a, b) === a ? b : a),
};

/** What the experiments of a user add up to: a value per slot of the features, in their order. */
export interface UserTotals {
  readonly userId: bigint;
  readonly experiments: number;
  readonly values: readonly bigint[];
}

/** Per user id: number of experiments, and one value per slot of the features. Sums are exact. */
export class Aggregates {
  readonly slots: readonly Slot[];
  readonly #users = new IdTable();
  readonly #experiments: number[] = [];
  /** Slot by slot, the value of each user by its number in the table. */
  readonly #values: bigint[][];

  constructor(features: Pick<Features, 'slots'>) {
    this.slots = features.slots;
    this.#values = features.slots.map(() => []);
  }

  /** How many users there are. */
  get size(): number {
    return this.#users.size;
  }

  /** Adds experiments of a user: how many, and a value per slot, in the order of the slots. */
  add(userId: bigint, experiments: number, values: readonly bigint[]): void {
    const user = this.#users.add(userId);
    const before = this.#experiments[user];
    this.#experiments[user] = (before ?? 0) + experiments;
    for (let index = 0; index < this.slots.length; index++) {
      const column = this.#values[index] as bigint[];
      const value = values[index] as bigint;
      const kind = (this.slots[index] as Slot).kind;
      column[user] = before === undefined ? value : COMBINE[kind](column[user] as bigint, value);
    }
  }

  /** Every user in ascending order of the ids. */
  *entries(): Generator<UserTotals> {
    for (const user of this.#users.sortedIndexes()) {
      yield {
        userId: this.#users.idAt(user),
        experiments: this.#experiments[user] as number,
        values: this.#values.map((column) => column[user] as bigint),
      };
    }
  }
}

/** The greatest value of a bigint column. */
const MAX_BIGINT = 2n ** 63n - 1n;

/** A value that no bigint column can hold. */
export interface Overflow {
  readonly userId: bigint;
  readonly slot: Slot;
  readonly value: bigint;
}

/** Whether no bigint column can hold a value: sums are exact, however large they get. */
export const isOverflow = (value: bigint): boolean => value > MAX_BIGINT;

/** Every value of the slots that is beyond a bigint column. */
export function* overflowsOf(aggregates: Aggregates): Generator<Overflow> {
  for (const { userId, values } of aggregates.entries()) {
    for (const [index, value] of values.entries()) {
      if (isOverflow(value)) {
        yield { userId, slot: aggregates.slots[index] as Slot, value };
      }
    }
  }
}

// Math.min takes no BigInt.
function lesser(a: bigint, b: bigint): bigint {
  if (a < b) {
    return a;
  }
  return b;
}
