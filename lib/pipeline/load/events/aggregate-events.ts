import { setTimeout as delay } from 'node:timers/promises';
import { Kernel } from '../../../aggregation/kernel/kernel.ts';
import { absorb } from '../../../aggregation/kernel/kernel-state.ts';
import { idBitsOf, ownersOf, referencedOf } from '../../../aggregation/kernel/totals.ts';
import { repeatedIds } from '../../../aggregation/kernel/wide-ids.ts';
import { type IdRun, idsOf, runsOf, runsOfBits, withoutRuns } from '../../../aggregation/partial/id-runs.ts';
import type { EventTotals } from '../../../aggregation/partial/partial.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import type { Findings } from '../../findings/findings.ts';
import { bytesOf, type OnProgress, type Slice } from '../slice.ts';
import { SliceReader } from '../slice-reader.ts';
import { eventRows } from './event-rows.ts';
import { kernelOptions } from './kernel-options.ts';
import { type SecondHalf, startSecondHalf, TWO_THREADS_BYTES } from './second-half.ts';
import { together } from './shared-progress.ts';

/** How many records there were, and what those that count add up to. */
export interface AggregatedEvents {
  readonly read: number;
  readonly totals: EventTotals;
}

export interface AggregateOptions {
  readonly plan: EventsPlan;
  /** Where what is wrong with rows is noted. */
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** Events that an earlier part has: their rows in this one are duplicates. */
  readonly taken?: readonly IdRun[];
  /** Gives the slice's bytes; called a second time when ids beyond 2^27 repeat, which is known only at the end. */
  readonly openBytes?: typeof bytesOf;
  /** From so many bytes on two threads read the slice; the answer is the same. */
  readonly twoThreadsBytes?: number;
  /** Told after every chunk of bytes how far that is, both threads together. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Reads a slice of events: plain lines in the kernel, all others by the rules of eventRows.
 *
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function aggregateEvents(
  slice: Slice,
  {
    plan,
    findings,
    maxRecordBytes,
    taken = [],
    openBytes = bytesOf,
    twoThreadsBytes = TWO_THREADS_BYTES,
    onProgress,
  }: AggregateOptions,
): Promise<AggregatedEvents> {
  let suspects: readonly bigint[] = [];
  for (;;) {
    findings.clear();
    const kernel = new Kernel({
      ...kernelOptions(slice, plan, maxRecordBytes),
      suspects,
      taken: idsOf(taken),
    });
    const rowOf = eventRows(plan, slice.header, findings, kernel);
    let half: SecondHalf | undefined;
    const options = {
      findings,
      maxRecordBytes,
      openBytes,
      onProgress: onProgress && ((own: PartProgress) => onProgress(together(own, half?.progress))),
    };
    const reader = new SliceReader(slice, kernel, options, (record) => {
      const row = rowOf(record);
      if (row) {
        kernel.add(row.owner, row.values, row.references);
      }
    });
    // Ids that are known beforehand would have to be known to both threads: rare enough to be left to one.
    const isFirst = suspects.length === 0 && taken.length === 0;
    const task = { slice, plan, maxRecordBytes };
    half = isFirst ? await startSecondHalf(task, twoThreadsBytes) : undefined;
    const read = half
      ? await readWith(half, reader, slice, kernel, findings, options.onProgress)
      : await readAlone(reader, slice);
    kernel.takeWideIds(true);
    const wideIds = kernel.wideIds.sorted();
    suspects = repeatedIds(wideIds);
    if (suspects.length === 0) {
      return { read, totals: totalsOf(kernel, plan, wideIds, taken) };
    }
  }
}

async function readAlone(reader: SliceReader, slice: Slice): Promise<number> {
  await reader.readTo(slice.toByte);
  return reader.finish();
}

/**
 * Reads up to where the second thread began, and takes over what that one came to, if it did begin at a record and no
 * event is in both halves. Otherwise it was for nothing, and the rest is read here: the answer is the same.
 */
async function readWith(
  half: SecondHalf,
  reader: SliceReader,
  slice: Slice,
  kernel: Kernel,
  findings: Findings,
  tell: OnProgress | undefined,
): Promise<number> {
  try {
    await reader.readTo(half.fromByte);
    const rest = reader.isInside
      ? undefined
      : await telling(half.result(findings.room()), () => tell?.(reader.progress));
    if (!rest || !absorb(kernel, rest.state)) {
      half.drop();
      return await readAlone(reader, slice);
    }
    findings.append(rest.findings, reader.line - 1);
    return reader.finish() + rest.read;
  } finally {
    await half.stop();
  }
}

/** Milliseconds between two words about the progress of the other thread. */
const TELL_MS = 100;

/** Waits for the other thread, and tells now and then that it goes on. */
async function telling<T>(work: Promise<T>, tell: () => void | Promise<void> | undefined): Promise<T> {
  const done = work.then(() => true);
  while (!(await Promise.race([done, delay(TELL_MS, false, { ref: false })]))) {
    await tell();
  }
  return await work;
}

function totalsOf(
  kernel: Kernel,
  plan: EventsPlan,
  wideIds: BigUint64Array,
  taken: readonly IdRun[],
): EventTotals {
  return {
    aggregates: { size: kernel.exports.ownerCount(), entries: () => ownersOf(kernel) },
    *idRuns() {
      yield* withoutRuns(runsOfBits(idBitsOf(kernel)), taken);
      yield* runsOf(wideIds);
    },
    references: plan.references.map((_, index) => ({ entries: () => referencedOf(kernel, index) })),
  };
}
