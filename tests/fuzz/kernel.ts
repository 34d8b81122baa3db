import { inspect, isDeepStrictEqual } from 'node:util';
import { compileKernel } from '../../lib/aggregation/kernel/compiled.ts';
import type { KernelModule } from '../../lib/aggregation/kernel/instance.ts';
import type { EventTotals } from '../../lib/aggregation/partial/totals.ts';
import { readRecords } from '../../lib/csv/records/records.ts';
import type { EventsPlan } from '../../lib/model/model.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { eventRows } from '../../lib/pipeline/load/events/event-rows.ts';
import { kernelOptions } from '../../lib/pipeline/load/events/kernel-options.ts';
import { eachRecord } from '../../lib/pipeline/load/rows/each-record.ts';
import { recordOptions, type Slice } from '../../lib/pipeline/load/slice.ts';
import { partialBytes } from '../support/event-totals.ts';
import { readWithKernel } from '../unit/aggregation/kernel/reading.ts';
import { wasm as scalarWasm } from '../unit/aggregation/kernel/scalar-wasm.ts';
import { CarefulTally } from './derived.ts';

const withoutVectors = compileKernel(scalarWasm);

/** A slice of events, and what is kept of them. */
export interface SliceOfEvents {
  readonly slice: Slice;
  readonly plan: EventsPlan;
  readonly maxRecordBytes: number;
  /** How many bits of the hash of a text are used, where it is not all of them. */
  readonly hashBits?: number | undefined;
  /** Its bytes, in chunks; opened anew by each reading. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/**
 * Reads a slice of events with the kernel and, on its own, by the careful path, down to the bytes of the partial; and
 * with a kernel that has no vectors, which must take and leave the same lines.
 *
 * @returns what it adds up to
 * @throws Error when two of them differ in anything
 */
export async function compareKernel(events: SliceOfEvents): Promise<EventTotals> {
  const [{ totals, ...fast }, careful] = [await readFast(events), await readCarefully(events)];
  if (!isDeepStrictEqual(fast, careful)) {
    throw new Error(`kernel and careful path differ: ${shown(fast)} and ${shown(careful)}`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of events.open()) {
    chunks.push(Buffer.from(chunk));
  }
  const body = Buffer.concat(chunks);
  const [vectors, scalar] = [linesTaken(body, events), linesTaken(body, events, withoutVectors)];
  if (!isDeepStrictEqual(vectors, scalar)) {
    throw new Error(`vectors and no vectors differ: ${inspect(vectors)} and ${inspect(scalar)}`);
  }
  return totals;
}

function linesTaken(
  body: Buffer,
  { slice, maxRecordBytes, plan, hashBits }: SliceOfEvents,
  module?: KernelModule,
) {
  const options = { ...kernelOptions(slice, plan, maxRecordBytes), hashBits };
  return readWithKernel(body, module === undefined ? options : { ...options, module });
}

interface Outcome {
  readonly read: number;
  readonly partial: string;
  readonly findings: unknown;
}

async function readCarefully({
  slice,
  maxRecordBytes,
  open,
  plan,
  hashBits,
}: SliceOfEvents): Promise<Outcome> {
  const findings = new Findings();
  findings.begin(slice.source, slice.header);
  const tally = new CarefulTally(plan, slice, maxRecordBytes, hashBits);
  const batches = readRecords(open(), recordOptions(slice, maxRecordBytes));
  const rowOf = eventRows(plan, slice.header, findings, tally.byHand);
  const read = await eachRecord(batches, findings, (record) => {
    const row = rowOf(record);
    if (row) {
      tally.add(row);
    }
  });
  return outcome(read, partialBytes(tally.totals()), findings);
}

async function readFast({
  slice,
  maxRecordBytes,
  open,
  plan,
  hashBits,
}: SliceOfEvents): Promise<Outcome & { readonly totals: EventTotals }> {
  const findings = new Findings();
  const { read, totals } = await aggregateEvents([slice], {
    plan,
    findings,
    maxRecordBytes,
    hashBits,
    openBytes: () => inBuffers(open()),
  });
  return { ...outcome(read, partialBytes(totals), findings), totals };
}

async function* inBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  for await (const { buffer, byteOffset, length } of chunks) {
    yield Buffer.from(buffer, byteOffset, length);
  }
}

function outcome(read: number, partial: string, findings: Findings): Outcome {
  return { read, partial, findings: [findings.rows, findings.counts()] };
}

function shown(reading: Outcome): string {
  return JSON.stringify(reading).slice(0, 2000);
}
