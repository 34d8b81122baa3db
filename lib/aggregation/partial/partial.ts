import type { EventsPlan } from '../../model/model.ts';
import { Aggregates, type OwnerTotals } from './aggregates.ts';
import { type IdRun, runsOf } from './id-runs.ts';
import { IdTable } from './id-table.ts';
import { VarintReader, VarintWriter } from './varint.ts';

/** What a partial is made of, in ascending order of the ids. */
export interface EventTotals {
  readonly aggregates: { readonly size: number; entries(): Iterable<OwnerTotals> };
  /** Ids of the events that count. */
  idRuns(): Iterable<IdRun>;
  /** For each referring column of the plan, the ids that it names, and in how many events. */
  readonly references: readonly { entries(): Iterable<[id: bigint, count: number]> }[];
}

/** What one part of an input of events adds up to: a pure function of its bytes and the plan. */
export interface EventsPartial extends EventTotals {
  readonly aggregates: Aggregates;
  /** Ids of the events that count. */
  readonly eventIds: IdTable;
  readonly references: readonly IdCounts[];
}

/** In how many events each id is named. */
export class IdCounts {
  readonly #ids = new IdTable();
  readonly #counts: number[] = [];

  /** Counts an id once more, or as often as said. */
  add(id: bigint, count = 1): void {
    const index = this.#ids.add(id);
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
  }

  /** Every id in ascending order. */
  *entries(): Generator<[id: bigint, count: number]> {
    for (const index of this.#ids.sortedIndexes()) {
      yield [this.#ids.idAt(index), this.#counts[index] as number];
    }
  }
}

/** A partial without anything in it. */
export function emptyPartial(plan: EventsPlan): EventsPartial {
  const eventIds = new IdTable();
  return {
    aggregates: new Aggregates(plan),
    eventIds,
    idRuns: () => runsOf(eventIds.sorted()),
    references: plan.references.map(() => new IdCounts()),
  };
}

/**
 * A partial as bytes: the layout of the plan, then varints. Ids are written as differences to the one before, those of the
 * events as runs, so that a part with dense ids takes a few bytes for all of them. They come last, since who merges a
 * single partial need not read them.
 */
export function encodePartial({ layout }: EventsPlan, totals: EventTotals): Buffer {
  const out = new VarintWriter();
  const name = Buffer.from(layout);
  out.writeBytes(Uint8Array.of(name.length >> 8, name.length & 0xff));
  out.writeBytes(name);
  out.write(BigInt(totals.aggregates.size));
  const owner = differences();
  for (const entry of totals.aggregates.entries()) {
    out.write(owner(entry.owner));
    out.write(BigInt(entry.events));
    for (const value of entry.values) {
      out.write(value);
    }
  }
  for (const reference of totals.references) {
    const named = [...reference.entries()];
    writeIds(
      out,
      BigUint64Array.from(named, ([id]) => id),
    );
    for (const [, count] of named) {
      out.write(BigInt(count));
    }
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
 * Adds a partial, as encodePartial wrote it, to another: totals of owners and counts of what they name.
 *
 * @returns the ids of its events, which are read only as far as they are asked for
 * @throws Error when it was made for another plan: the code changed between two steps of a run
 */
export function mergePartial(
  plan: EventsPlan,
  into: Pick<EventsPartial, 'aggregates' | 'references'>,
  bytes: Buffer,
): Generator<IdRun> {
  const start = 2 + bytes.readUInt16BE(0);
  const layout = bytes.toString('utf8', 2, start);
  if (layout !== plan.layout) {
    throw new Error(
      `a part was loaded for the features ${layout}, this code has ${plan.layout}: start a new run`,
    );
  }
  const input = new VarintReader(bytes.subarray(start));
  let owner = 0n;
  const values: bigint[] = [];
  for (let left = Number(input.read()); left > 0; left--) {
    owner += input.read();
    const events = Number(input.read());
    for (let slot = 0; slot < plan.slots.length; slot++) {
      values[slot] = input.read();
    }
    into.aggregates.add(owner, events, values);
  }
  for (const reference of into.references) {
    for (const id of [...readIds(input)]) {
      reference.add(id, Number(input.read()));
    }
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

/** A set of ids as bytes, such as the keys of a reference. */
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
