import type { Accumulator, AccumulatorState, NumberMaps, RowBatch } from '../features/accumulator.ts';
import type { OwnerColumn } from './owner-column.ts';
import { bigintsOf } from './state-columns.ts';

/** Accumulates a value for each owner, in one or several columns of 64 bits. */
export abstract class OwnerTotals implements Accumulator {
  readonly #columns: readonly (readonly [name: string, column: OwnerColumn])[];

  constructor(columns: Readonly<Record<string, OwnerColumn>>) {
    this.#columns = Object.entries(columns);
  }

  abstract add(rows: RowBatch): void;

  /** Takes the values of an entry of another state, one for each column. */
  protected abstract take(owner: number, values: readonly Uint32Array[], entry: number): void;

  /** Makes room for owners below a number. */
  protected reserve(owners: number): void {
    for (const [, column] of this.#columns) {
      column.reserve(owners);
    }
  }

  combine(other: AccumulatorState, maps: NumberMaps): void {
    const values = this.#columns.map(([name]) => halvesOf(bigintsOf(other, name)));
    for (let entry = 0; entry < other.owners.length; entry++) {
      const owner = maps.owners[other.owners[entry] as number] as number;
      this.reserve(owner + 1);
      this.take(owner, values, entry);
    }
  }

  state(maps?: NumberMaps): AccumulatorState {
    const order = this.#inOrder(maps?.owners);
    const owners = maps ? order.map((owner) => maps.owners[owner] as number) : order;
    const values = this.#columns.map(([name, column]) => [name, picked(column.values, order)]);
    return { owners, values: Object.fromEntries(values) };
  }

  get bytes(): number {
    return 2 * this.#columns.reduce((sum, [, column]) => sum + column.bytes, 0);
  }

  /** The owners of whom something was said, in the order of their numbers, or of what these are mapped to. */
  #inOrder(map: Uint32Array | undefined): Uint32Array {
    const known = this.#known();
    if (!map) {
      return known;
    }
    const end = known.reduce((greatest, owner) => Math.max(greatest, map[owner] as number), -1) + 1;
    const byPlace = new Uint32Array(end);
    for (const owner of known) {
      byPlace[map[owner] as number] = owner + 1;
    }
    return byPlace.filter((owner) => owner > 0).map((owner) => owner - 1);
  }

  #known(): Uint32Array {
    const isKnown = new Uint8Array(Math.max(...this.#columns.map(([, { values }]) => values.length)));
    for (const [, { values, neutral }] of this.#columns) {
      for (let owner = 0; owner < values.length; owner++) {
        if (values[owner] !== neutral) {
          isKnown[owner] = 1;
        }
      }
    }
    const known = new Uint32Array(isKnown.length);
    let size = 0;
    for (let owner = 0; owner < isKnown.length; owner++) {
      if (isKnown[owner] === 1) {
        known[size++] = owner;
      }
    }
    return known.slice(0, size);
  }
}

function picked(values: BigUint64Array, owners: Uint32Array): BigUint64Array {
  const column = new BigUint64Array(owners.length);
  for (let entry = 0; entry < owners.length; entry++) {
    column[entry] = values[owners[entry] as number] as bigint;
  }
  return column;
}

/** Values of 64 bits as halves of 32. */
const halvesOf = ({ buffer, byteOffset, length }: BigUint64Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, 2 * length);
