import type { Features } from '../../model/feature-kinds.ts';
import { Aggregates, type UserTotals } from './aggregates.ts';
import { type IdRun, runsOf } from './id-runs.ts';
import { IdTable } from './id-table.ts';
import { VarintReader, VarintWriter } from './varint.ts';

/** What a partial is made of, in ascending order of the ids. */
export interface ExperimentTotals {
  readonly aggregates: { readonly size: number; entries(): Iterable<UserTotals> };
  /** Ids of the experiments that count. */
  idRuns(): Iterable<IdRun>;
  /** Ids of the compounds that they name, and in how many of them. */
  readonly compounds: { entries(): Iterable<[id: bigint, count: number]> };
}

/** What one part of the experiments adds up to: a pure function of its bytes and the features. */
export type ExperimentsPartial = ExperimentTotals & {
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
    for (const index of this.#ids.sortedIndexes()) {
      yield [this.#ids.idAt(index), this.#counts[index] as number];
    }
  }
}

/** A partial without anything in it. */
export function emptyPartial(features: Features): ExperimentsPartial {
  const experimentIds = new IdTable();
  return {
    aggregates: new Aggregates(features),
    experimentIds,
    idRuns: () => runsOf(experimentIds.sorted()),
    compounds: new CompoundCounts(),
  };
}

/**
 * A partial as bytes: the layout of the slots, then varints. Ids are written as differences to the one before, those of
 * the experiments as runs, so that a part with dense ids takes a few bytes for all of them. They come last, since who
 * merges a single partial need not read them.
 */
export function encodePartial(features: Features, totals: ExperimentTotals): Buffer {
  const out = new VarintWriter();
  const layout = Buffer.from(features.layout);
  out.writeBytes(Uint8Array.of(layout.length >> 8, layout.length & 0xff));
  out.writeBytes(layout);
  out.write(BigInt(totals.aggregates.size));
  const userId = differences();
  for (const entry of totals.aggregates.entries()) {
    out.write(userId(entry.userId));
    out.write(BigInt(entry.experiments));
    for (const value of entry.values) {
      out.write(value);
    }
  }
  const compounds = [...totals.compounds.entries()];
  writeIds(
    out,
    BigUint64Array.from(compounds, ([id]) => id),
  );
  for (const [, count] of compounds) {
    out.write(BigInt(count));
  }
  const gap = differences();
  for (const { first, length } of totals.idRuns()) {
    out.write(BigInt(length));
    out.write(gap(first));
  }
  out.write(0n);
  return out.finish();
}

/**
 * Adds a partial, as encodePartial wrote it, to another: totals of users and counts of compounds.
 *
 * @returns the ids of its experiments, which are read only as far as they are asked for
 * @throws Error when it was made for other features: the code changed between two steps of a run
 */
export function mergePartial(
  features: Features,
  into: Pick<ExperimentsPartial, 'aggregates' | 'compounds'>,
  bytes: Buffer,
): Generator<IdRun> {
  const start = 2 + bytes.readUInt16BE(0);
  const layout = bytes.toString('utf8', 2, start);
  if (layout !== features.layout) {
    throw new Error(
      `a part was loaded for the features ${layout}, this code has ${features.layout}: start a new run`,
    );
  }
  const input = new VarintReader(bytes.subarray(start));
  let userId = 0n;
  const values: bigint[] = [];
  for (let left = Number(input.read()); left > 0; left--) {
    userId += input.read();
    const experiments = Number(input.read());
    for (let slot = 0; slot < features.slots.length; slot++) {
      values[slot] = input.read();
    }
    into.aggregates.add(userId, experiments, values);
  }
  const compounds = [...readIds(input)];
  for (const id of compounds) {
    into.compounds.add(id, Number(input.read()));
  }
  return readIdRuns(input);
}

function* readIdRuns(input: VarintReader): Generator<IdRun> {
  let first = 0n;
  for (let length = input.read(); length > 0n; length = input.read()) {
    first += input.read();
    yield { first, length: Number(length) };
  }
}

/** A set of ids as bytes, such as the compounds that compounds.csv knows. */
export function encodeIds(ids: IdTable): Buffer {
  const out = new VarintWriter();
  writeIds(out, ids.sorted());
  return out.finish();
}

/** Adds ids, as encodeIds wrote them, to a table. */
export function mergeIds(into: IdTable, bytes: Buffer): void {
  for (const id of readIds(new VarintReader(bytes))) {
    into.add(id);
  }
}

function writeIds(out: VarintWriter, sorted: BigUint64Array): void {
  out.write(BigInt(sorted.length));
  const difference = differences();
  for (const id of sorted) {
    out.write(difference(id));
  }
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
