import type { Features } from '../../feature-kinds.ts';
import { Aggregates } from './aggregates.ts';
import { IdTable } from './id-table.ts';
import { VarintReader, VarintWriter } from './varint.ts';

/** What one part of the experiments adds up to: a pure function of its bytes and the features. */
export type ExperimentsPartial = {
  readonly aggregates: Aggregates;
  /** Ids of the experiments that count. */
  readonly experimentIds: IdTable;
  /** Ids of the compounds that they name; the values say in how many experiments. */
  readonly compounds: CompoundCounts;
};

/** In how many experiments each compound is named. */
export class CompoundCounts {
  readonly #ids = new IdTable();
  readonly #counts: number[] = [];

  /** Counts a compound once more, or as often as said. */
  add(id: bigint, count = 1): void {
    const index = this.#ids.add(id);
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
  }

  /** Every compound in ascending order of the ids. */
  *entries(): Generator<[id: bigint, count: number]> {
    for (const index of this.#ids.sortedIndexes())
      yield [this.#ids.idAt(index), this.#counts[index] as number];
  }
}

/** A partial without anything in it. */
export function emptyPartial(features: Features): ExperimentsPartial {
  return {
    aggregates: new Aggregates(features),
    experimentIds: new IdTable(),
    compounds: new CompoundCounts(),
  };
}

/**
 * A partial as bytes: the layout of the slots, then varints. Sorted ids are written as differences, so that
 * dense ones take a byte each.
 */
export function encodePartial(features: Features, partial: ExperimentsPartial): Buffer {
  const out = new VarintWriter();
  const layout = Buffer.from(features.layout);
  out.write(BigInt(partial.aggregates.size));
  const userId = differences();
  for (const entry of partial.aggregates.entries()) {
    out.write(userId(entry.userId));
    out.write(BigInt(entry.experiments));
    for (const value of entry.values) out.write(value);
  }
  writeIds(out, partial.experimentIds.sorted());
  const compounds = [...partial.compounds.entries()];
  writeIds(
    out,
    BigUint64Array.from(compounds, ([id]) => id),
  );
  for (const [, count] of compounds) out.write(BigInt(count));
  return Buffer.concat([Uint8Array.of(layout.length >> 8, layout.length & 0xff), layout, out.finish()]);
}

/**
 * Adds a partial, as encodePartial wrote it, to another.
 *
 * @returns how many of its experiment ids were in the other already
 * @throws Error when it was made for other features: the code changed between two steps of a run
 */
export function mergePartial(features: Features, into: ExperimentsPartial, bytes: Buffer): number {
  const start = 2 + bytes.readUInt16BE(0);
  const layout = bytes.toString('utf8', 2, start);
  if (layout !== features.layout) {
    throw new Error(
      `a part was loaded for the features ${layout}, this code has ${features.layout}: start a new run`,
    );
  }
  const input = new VarintReader(bytes.subarray(start));
  let userId = 0n;
  for (let left = input.read(); left > 0n; left--) {
    userId += input.read();
    const experiments = Number(input.read());
    into.aggregates.add(
      userId,
      experiments,
      Array.from(features.slots, () => input.read()),
    );
  }
  let repeated = 0;
  for (const id of readIds(input)) {
    const before = into.experimentIds.size;
    into.experimentIds.add(id);
    if (into.experimentIds.size === before) repeated++;
  }
  const compounds = [...readIds(input)];
  for (const id of compounds) into.compounds.add(id, Number(input.read()));
  return repeated;
}

/** A set of ids as bytes, such as the compounds that compounds.csv knows. */
export function encodeIds(ids: IdTable): Buffer {
  const out = new VarintWriter();
  writeIds(out, ids.sorted());
  return out.finish();
}

/** Adds ids, as encodeIds wrote them, to a table. */
export function mergeIds(into: IdTable, bytes: Buffer): void {
  for (const id of readIds(new VarintReader(bytes))) into.add(id);
}

function writeIds(out: VarintWriter, sorted: BigUint64Array): void {
  out.write(BigInt(sorted.length));
  const difference = differences();
  for (const id of sorted) out.write(difference(id));
}

function* readIds(input: VarintReader): Generator<bigint> {
  let id = 0n;
  for (let left = input.read(); left > 0n; left--) {
    id += input.read();
    yield id;
  }
}

/** Of each id, the difference to the one before. */
function differences(): (id: bigint) => bigint {
  let previous = 0n;
  return (id) => {
    const difference = id - previous;
    previous = id;
    return difference;
  };
}
