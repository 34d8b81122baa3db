import { decodeIntegers, type Integers, type Stride, sizeOf, widened } from './integers.ts';

/** The columns of a partial, which are read when they are needed. */
export interface StoredColumns {
  /** The names of those that have any values, and how many. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The chunks of a column, in their order; none of one that it has not. */
  chunks(column: string): AsyncIterable<Uint8Array>;
}

/** All values of a column, in as many words each as the widest needs, and at least as many as said. */
export async function readIntegers(
  columns: StoredColumns,
  column: string,
  least: Stride = 2,
): Promise<Integers> {
  const size = columns.sizes.get(column) ?? 0;
  let all: Integers = { words: new Uint32Array(least * size), stride: least };
  let at = 0;
  for await (const bytes of columns.chunks(column)) {
    const chunk = decodeIntegers(bytes);
    if (chunk.stride > all.stride) {
      all = widened(all, chunk.stride);
    }
    all.words.set(widened(chunk, all.stride).words, at * all.stride);
    at += sizeOf(chunk);
  }
  refuseMissing(column, at, size);
  return all;
}

/** All bytes of a column that has nothing else. */
export async function readBytes(columns: StoredColumns, column: string): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const bytes of columns.chunks(column)) {
    all.push(bytes);
  }
  return Buffer.concat(all);
}

/** @throws Error when not as many values were read of a column as were written */
export function refuseMissing(column: string, read: number, expected: number): void {
  if (read !== expected) {
    throw new Error(`the column ${column} of a partial has ${read} values, but ${expected} were written`);
  }
}
