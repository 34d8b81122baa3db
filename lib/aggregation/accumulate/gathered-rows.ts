import type { IdValues, IntegerValues, NumberColumn, RowBatch } from '../../model/features/accumulator.ts';
import type { Id } from '../../model/id-types.ts';
import { type ColumnsRead, columnOf } from './columns-read.ts';

/** So many rows are gathered at most, and fewer when they have so many ids. */
const CAPACITY = 4096;
const MANY_IDS = 65_536;

/** A row of the careful path: the number of its owner, and what stands in the columns that are read, in their order. */
export interface GatheredRow {
  readonly owner: number;
  readonly integers: readonly (bigint | null)[];
  /** Of each column of ids the distinct ones. */
  readonly references: readonly (readonly Id[])[];
}

/** Tells the numbers of ids in a column of ids, by the column's position: the kernel does. */
interface Numbering {
  numberOfReferenced(column: number, id: Id): number;
  /** Of a text that may have none: -1 then. */
  findReferenced(column: number, text: string): number;
}

/** Rows of the careful path, gathered into a batch of the same form that the kernel's rows have. */
export class GatheredRows implements RowBatch {
  size = 0;
  readonly owners: NumberColumn = { words: new Uint32Array(CAPACITY), stride: 1 };
  readonly #integers: ReadonlyMap<string, GatheredIntegers>;
  readonly #ids: ReadonlyMap<string, GatheredIds>;

  constructor({ integers, ids, shown }: ColumnsRead, numbering: Numbering) {
    const isShown = ([, { name }]: readonly [number, { readonly name: string }]) => shown.has(name);
    this.#integers = new Map(
      [...integers.entries()]
        .filter(isShown)
        .map(([position, { name, optional }]) => [name, new GatheredIntegers(position, optional)]),
    );
    this.#ids = new Map(
      [...ids.entries()]
        .filter(isShown)
        .map(([position, { name }]) => [name, new GatheredIds(position, numbering)]),
    );
  }

  /** Whether there is room for no other row: then they have to be taken, and forgotten. */
  get isFull(): boolean {
    return (
      this.size === CAPACITY ||
      [...this.#ids.values()].some(({ first }) => (first[this.size] ?? 0) > MANY_IDS)
    );
  }

  /** Adds a row after those that are there. */
  push({ owner, integers, references }: GatheredRow): void {
    const row = this.size++;
    this.owners.words[row] = owner;
    for (const column of this.#integers.values()) {
      column.set(row, integers[column.position] ?? null);
    }
    for (const column of this.#ids.values()) {
      column.push(row, references[column.position] ?? []);
    }
  }

  /** Forgets all rows. */
  clear(): void {
    this.size = 0;
  }

  integers(column: string): IntegerValues {
    return columnOf(this.#integers, column);
  }

  ids(column: string): IdValues {
    return columnOf(this.#ids, column);
  }
}

class GatheredIntegers implements IntegerValues {
  readonly position: number;
  readonly nulls: Uint8Array | undefined;
  readonly words: Uint32Array;
  readonly #values = new BigUint64Array(CAPACITY);

  constructor(position: number, optional: boolean) {
    this.position = position;
    this.nulls = optional ? new Uint8Array(CAPACITY) : undefined;
    this.words = new Uint32Array(this.#values.buffer);
  }

  set(row: number, value: bigint | null): void {
    this.#values[row] = value ?? 0n;
    if (this.nulls) {
      this.nulls[row] = value === null ? 1 : 0;
    }
  }
}

class GatheredIds implements IdValues {
  readonly position: number;
  readonly first = new Uint32Array(CAPACITY + 1);
  numbers = new Uint32Array(CAPACITY);
  words = new Uint32Array(2 * CAPACITY);
  #values = new BigUint64Array(this.words.buffer);
  readonly #numbering: Numbering;

  constructor(position: number, numbering: Numbering) {
    this.position = position;
    this.#numbering = numbering;
  }

  find(text: string): number {
    return this.#numbering.findReferenced(this.position, text);
  }

  push(row: number, ids: readonly Id[]): void {
    let at = this.first[row] as number;
    this.#makeRoom(at + ids.length);
    for (const id of ids) {
      this.numbers[at] = this.#numbering.numberOfReferenced(this.position, id);
      if (typeof id === 'bigint') {
        this.#values[at] = id;
      }
      at++;
    }
    this.first[row + 1] = at;
  }

  #makeRoom(count: number): void {
    if (count <= this.numbers.length) {
      return;
    }
    const numbers = new Uint32Array(2 * count);
    numbers.set(this.numbers);
    const values = new BigUint64Array(2 * count);
    values.set(this.#values);
    this.numbers = numbers;
    this.words = new Uint32Array(values.buffer);
    this.#values = values;
  }
}
