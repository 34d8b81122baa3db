import { plainId, plainNumber } from '../../csv/values/plain-values.ts';
import { wordsOf } from '../partial/integers.ts';
import { TextTable } from './text-table.ts';
import { startOf, type Texts } from './texts.ts';

/** Finds the position of the id that is written in `bytes[from, to)` in a list; -1 when it is not there. */
export type FindId = (bytes: Uint8Array, from: number, to: number) => number;

const WORD = 2 ** 32;

/**
 * What finds whole numbers in a list of them. It is fastest for those that come in ascending order, as they mostly do.
 *
 * @param ids in ascending order, each once
 */
export function integerFinder(ids: BigUint64Array): FindId {
  const walk = new Walk(ids);
  return (bytes, from, to) => {
    const number = plainNumber(bytes, from, to);
    if (number >= 0) {
      return walk.to(Math.floor(number / WORD), number >>> 0);
    }
    const id = plainId(bytes, from, to);
    if (id === undefined) {
      throw new Error('a key was looked for that is no id');
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

  constructor(values: BigUint64Array) {
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

/** What finds texts in a list of them, by a table. */
export function textFinder(texts: Texts): FindId {
  const table = new TextTable();
  for (let index = 0; index < texts.ends.length; index++) {
    table.addBytes(texts.bytes, startOf(texts, index), texts.ends[index] as number);
  }
  return (bytes, from, to) => table.find(bytes, from, to);
}
