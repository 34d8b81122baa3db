import { IntegerIds } from '../../aggregation/ids/integer-ids.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { TextIds } from '../../aggregation/ids/text-ids.ts';
import { TextTable } from '../../aggregation/ids/text-table.ts';
import { startOf } from '../../aggregation/ids/texts.ts';
import { wordsOf } from '../../aggregation/partial/integers.ts';
import { plainId, plainNumber } from '../../csv/values/plain-values.ts';

/** Finds the position of the id in `bytes[from, to)` in a list; -1 when it is not there. */
export type FindOwner = (bytes: Uint8Array, from: number, to: number) => number;

/** What finds ids in a list. It is fastest for those that come in ascending order, as they mostly do. */
export function ownerFinder(owners: SortedIds): FindOwner {
  if (owners instanceof IntegerIds) {
    return integerFinder(owners);
  }
  if (owners instanceof TextIds) {
    return textFinder(owners);
  }
  throw new Error(`there are no ids to find that are ${owners.kind}`);
}

const WORD = 2 ** 32;

function integerFinder(ids: IntegerIds): FindOwner {
  const walk = new Walk(ids);
  return (bytes, from, to) => {
    const number = plainNumber(bytes, from, to);
    if (number >= 0) {
      return walk.to(Math.floor(number / WORD), number >>> 0);
    }
    const id = plainId(bytes, from, to);
    if (id === undefined) {
      throw new Error('the stage has a key that is no id');
    }
    return walk.to(Number(id >> 32n), Number(id & 0xffff_ffffn));
  };
}

/** Looks for ids from where the one before was: one that follows it is found at once, any other by halves. */
class Walk {
  readonly #words: Uint32Array;
  readonly #size: number;
  /** All ids before it are less than, or the same as the last one that was looked for. */
  #next = 0;

  constructor({ values }: IntegerIds) {
    this.#words = wordsOf(values);
    this.#size = values.length;
  }

  /** The position of the id of two words; -1 when it is not there. */
  to(high: number, low: number): number {
    const next = this.#next;
    const isBefore = next > 0 && this.#compare(next - 1, high, low) >= 0;
    const at = isBefore ? this.#halve(0, next - 1, high, low) : this.#goOn(next, high, low);
    const isThere = at < this.#size && this.#compare(at, high, low) === 0;
    this.#next = isThere ? at + 1 : at;
    return isThere ? at : -1;
  }

  /** The first position of an id that is not less, in steps that double. All before `from` are less. */
  #goOn(from: number, high: number, low: number): number {
    let at = from;
    for (let step = 1; at < this.#size && this.#compare(at, high, low) < 0; step *= 2) {
      const further = Math.min(at + step, this.#size);
      if (further === this.#size || this.#compare(further, high, low) >= 0) {
        return this.#halve(at + 1, further, high, low);
      }
      at = further;
    }
    return at;
  }

  /** The same between two positions: all before `first` are less, and the one at `end` is not. */
  #halve(first: number, end: number, high: number, low: number): number {
    let [from, to] = [first, end];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#compare(middle, high, low) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Less than 0, 0, or more, as the id at a position is less than, the same as, or greater than one. */
  #compare(at: number, high: number, low: number): number {
    const difference = (this.#words[2 * at + 1] as number) - high;
    return difference === 0 ? (this.#words[2 * at] as number) - low : difference;
  }
}

/** By a table of them. */
function textFinder({ texts }: TextIds): FindOwner {
  const table = new TextTable();
  for (let index = 0; index < texts.ends.length; index++) {
    table.addBytes(texts.bytes, startOf(texts, index), texts.ends[index] as number);
  }
  return (bytes, from, to) => table.find(bytes, from, to);
}
