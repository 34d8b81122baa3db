import type { RowBatch } from '../../../../lib/model/features/accumulator.ts';

/** A row by numbers alone: of an owner, with the numbers of its ids, and a value. */
export interface NumberedRow {
  readonly owner: number;
  readonly ids: readonly number[];
  readonly value: bigint;
}

/** Such rows as an accumulator sees them, a thousand at a time. */
export function* batchesOf(rows: readonly NumberedRow[]): Generator<RowBatch> {
  for (let from = 0; from < rows.length; from += 1000) {
    const batch = rows.slice(from, from + 1000);
    const first = Uint32Array.of(0, ...batch.map(({ ids }) => ids.length));
    for (let row = 0; row < batch.length; row++) {
      first[row + 1] = (first[row] ?? 0) + (first[row + 1] ?? 0);
    }
    const numbers = Uint32Array.from(batch.flatMap(({ ids }) => ids));
    const values = BigUint64Array.from(batch, ({ value }) => value);
    yield {
      size: batch.length,
      owners: { words: Uint32Array.from(batch, ({ owner }) => owner), stride: 1 },
      integers: () => ({ words: new Uint32Array(values.buffer), nulls: undefined }),
      ids: () => ({ first, numbers, words: numbers }),
    };
  }
}

/** Rows of so many owners, with a different number of ids each, made of one seed. */
export function manyRows(size: number, owners: number, ids: number): NumberedRow[] {
  let state = 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return Array.from({ length: size }, () => ({
    owner: below(owners),
    ids: [...new Set(Array.from({ length: below(4) }, () => below(ids)))],
    value: BigInt(below(2 ** 32)) << BigInt(below(31)),
  }));
}
