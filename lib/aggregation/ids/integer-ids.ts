import { type ColumnChunk, encodeIds } from '../partial/column-chunks.ts';
import { rangesOf } from '../partial/id-columns.ts';
import { wordsOf } from '../partial/integers.ts';
import { type IdWriter, otherKind, type SortedIds } from './sorted-ids.ts';

/** Ids that are whole numbers of 0 to 2^63-1. */
export class IntegerIds implements SortedIds {
  readonly kind = 'integers';
  readonly values: BigUint64Array;
  readonly #words: Uint32Array;

  /** @param values in ascending order, each once */
  constructor(values: BigUint64Array) {
    this.values = values;
    this.#words = wordsOf(values);
  }

  get size(): number {
    return this.values.length;
  }

  at(position: number): bigint {
    return this.values[position] as bigint;
  }

  [Symbol.iterator](): Iterator<bigint> {
    return this.values[Symbol.iterator]();
  }

  union(other: SortedIds): IntegerIds {
    const values = unionOf(this.values, valuesOf(other));
    if (values === this.values) {
      return this;
    }
    return other instanceof IntegerIds && values === other.values ? other : new IntegerIds(values);
  }

  positionsIn(others: SortedIds): Int32Array {
    const [own, all] = [wordsOf(this.values), wordsOf(valuesOf(others))];
    const positions = new Int32Array(this.size);
    let to = 0;
    for (let at = 0; at < own.length; at += 2) {
      let order = -1;
      while (to < all.length) {
        order = compareAt(all, to, own, at);
        if (order >= 0) {
          break;
        }
        to += 2;
      }
      positions[at / 2] = order === 0 ? to / 2 : -1;
      // The next one is greater.
      to += order === 0 ? 2 : 0;
    }
    return positions;
  }

  *encode(column: string): Generator<ColumnChunk> {
    yield* encodeIds(column, rangesOf(this.values));
  }

  writeTo(writer: IdWriter, position: number): void {
    writer.addWords(this.#words[2 * position] as number, this.#words[2 * position + 1] as number);
  }

  get memory(): readonly ArrayBufferView[] {
    return [this.values];
  }
}

/** The values of ids. @throws Error for ids of another kind */
export const valuesOf = (ids: SortedIds): BigUint64Array =>
  ids instanceof IntegerIds ? ids.values : otherKind('integers', ids.kind);

/** All ids of two ascending lists, each once; one of the two itself where it has all. */
function unionOf(one: BigUint64Array, other: BigUint64Array): BigUint64Array {
  if (one.length === 0 && other.length > 0) {
    return other;
  }
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const all = new Uint32Array(a.length + b.length);
  let [fromA, fromB, to] = [0, 0, 0];
  while (fromA < a.length && fromB < b.length) {
    const order = compareAt(a, fromA, b, fromB);
    const [source, from] = order <= 0 ? [a, fromA] : [b, fromB];
    all[to++] = source[from] as number;
    all[to++] = source[from + 1] as number;
    fromA += order <= 0 ? 2 : 0;
    fromB += order >= 0 ? 2 : 0;
  }
  all.set(a.subarray(fromA), to);
  to += a.length - fromA;
  all.set(b.subarray(fromB), to);
  to += b.length - fromB;
  if (to === a.length) {
    return one;
  }
  return to === b.length ? other : new BigUint64Array(all.buffer, 0, to / 2);
}

function compareAt(a: Uint32Array, fromA: number, b: Uint32Array, fromB: number): number {
  const high = (a[fromA + 1] as number) - (b[fromB + 1] as number);
  return high !== 0 ? high : (a[fromA] as number) - (b[fromB] as number);
}
