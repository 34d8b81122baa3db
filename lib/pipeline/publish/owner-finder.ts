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

/** Looks on from where the id before was: one that follows it is found at once, any other by halves. */
function integerFinder({ values }: IntegerIds): FindOwner {
  const words = wordsOf(values);
  const size = values.length;
  let next = 0;
  /** As what is at a position is less than, the same as, or greater than an id. */
  const compared = (at: number, high: number, low: number): number => {
    const difference = (words[2 * at + 1] as number) - high;
    return difference === 0 ? (words[2 * at] as number) - low : difference;
  };
  /** The first position of an id that is not less. All before `from` are less, and the one at `to` is not. */
  const firstNotLess = (from: number, to: number, high: number, low: number): number => {
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (compared(middle, high, low) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  };
  const find = (high: number, low: number): number => {
    let at = next;
    if (at > 0 && compared(at - 1, high, low) >= 0) {
      at = firstNotLess(0, at - 1, high, low);
    } else {
      for (let step = 1; at < size && compared(at, high, low) < 0; step *= 2) {
        const further = Math.min(at + step, size);
        at =
          further === size || compared(further, high, low) >= 0
            ? firstNotLess(at + 1, further, high, low)
            : further;
      }
    }
    const isThere = at < size && compared(at, high, low) === 0;
    next = isThere ? at + 1 : at;
    return isThere ? at : -1;
  };
  return (bytes, from, to) => {
    const number = plainNumber(bytes, from, to);
    if (number >= 0) {
      return find(Math.floor(number / WORD), number >>> 0);
    }
    const id = plainId(bytes, from, to);
    if (id === undefined) {
      throw new Error('the stage has a key that is no id');
    }
    return find(Number(id >> 32n), Number(id & 0xffff_ffffn));
  };
}

/** By a table of them, made when the first is looked for. */
function textFinder({ texts }: TextIds): FindOwner {
  const size = texts.ends.length;
  let table: TextTable | undefined;
  return (bytes, from, to) => {
    if (!table) {
      table = new TextTable();
      for (let index = 0; index < size; index++) {
        table.addBytes(texts.bytes, startOf(texts, index), texts.ends[index] as number);
      }
    }
    // One that was not there is last from now on.
    const position = table.addBytes(bytes, from, to);
    return position < size ? position : -1;
  };
}
