import { setTimeout as delay } from 'node:timers/promises';
import { Kernel } from '../../../aggregation/kernel/kernel.ts';
import { absorb } from '../../../aggregation/kernel/kernel-state.ts';
import { compoundsOf, idBitsOf, usersOf } from '../../../aggregation/kernel/totals.ts';
import { repeatedIds } from '../../../aggregation/kernel/wide-ids.ts';
import { type IdRun, idsOf, runsOf, runsOfBits, withoutRuns } from '../../../aggregation/partial/id-runs.ts';
import type { ExperimentTotals } from '../../../aggregation/partial/partial.ts';
import type { Features } from '../../../model/feature-kinds.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import type { Findings } from '../../findings/findings.ts';
import { PartReader } from '../part-reader.ts';
import { bytesOf, type OnProgress, type PartSource, recordOptions } from '../part-source.ts';
import { experimentRows } from './event-rows.ts';
import { type SecondHalf, startSecondHalf, TWO_THREADS_BYTES } from './second-half.ts';
import { together } from './shared-progress.ts';

/** How many records there were, and what those that count add up to. */
export interface AggregatedExperiments {
  readonly read: number;
  readonly totals: ExperimentTotals;
}

export interface AggregateOptions {
  readonly features: Features;
  /** Where what is wrong with rows is noted. */
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** Experiments that an earlier part has: their rows in this one are duplicates. */
  readonly taken?: readonly IdRun[];
  /** Gives the part's bytes; called a second time when ids beyond 2^27 repeat, which is known only at the end. */
  readonly openBytes?: typeof bytesOf;
  /** From so many bytes on two threads read the part; the answer is the same. */
  readonly twoThreadsBytes?: number;
  /** Told behind every chunk of bytes how far that is, both threads together. */
  readonly onProgress?: OnProgress | undefined;
}

/**
 * Reads a part of the experiments: plain lines in the kernel, all others by the rules of experimentRows.
 *
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function aggregateExperiments(
  part: PartSource,
  {
    features,
    findings,
    maxRecordBytes,
    taken = [],
    openBytes = bytesOf,
    twoThreadsBytes = TWO_THREADS_BYTES,
    onProgress,
  }: AggregateOptions,
): Promise<AggregatedExperiments> {
  let suspects: readonly bigint[] = [];
  for (;;) {
    findings.clear();
    const kernel = new Kernel({
      ...recordOptions(part, maxRecordBytes),
      columns: part.header.columns,
      slots: features.slots,
      suspects,
      taken: idsOf(taken),
    });
    const rowOf = experimentRows(part.header.columns, features, findings, kernel);
    let half: SecondHalf | undefined;
    const options = {
      findings,
      maxRecordBytes,
      openBytes,
      onProgress: onProgress && ((own: PartProgress) => onProgress(together(own, half?.progress))),
    };
    const reader = new PartReader(part, kernel, options, (record) => {
      const row = rowOf(record);
      if (row) {
        kernel.add(row.userId, row.values, row.compounds);
      }
    });
    // Ids that are known beforehand would have to be known to both threads: rare enough to be left to one.
    const isFirst = suspects.length === 0 && taken.length === 0;
    const task = { part, slots: features.slots, maxRecordBytes };
    half = isFirst ? await startSecondHalf(task, twoThreadsBytes) : undefined;
    const read = half
      ? await readWith(half, reader, part, kernel, findings, options.onProgress)
      : await readAlone(reader, part);
    kernel.takeWideIds(true);
    const wideIds = kernel.wideIds.sorted();
    suspects = repeatedIds(wideIds);
    if (suspects.length === 0) {
      return { read, totals: totalsOf(kernel, wideIds, taken) };
    }
  }
}

async function readAlone(reader: PartReader, part: PartSource): Promise<number> {
  await reader.readTo(part.toByte);
  return reader.finish();
}

/**
 * Reads up to where the second thread began, and takes over what that one came to, if it did begin at a record and no
 * experiment is in both halves. Otherwise it was for nothing, and the rest is read here: the answer is the same.
 */
async function readWith(
  half: SecondHalf,
  reader: PartReader,
  part: PartSource,
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
      return await readAlone(reader, part);
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

function totalsOf(kernel: Kernel, wideIds: BigUint64Array, taken: readonly IdRun[]): ExperimentTotals {
  return {
    aggregates: { size: kernel.exports.userCount(), entries: () => usersOf(kernel) },
    *idRuns() {
      yield* withoutRuns(runsOfBits(idBitsOf(kernel)), taken);
      yield* runsOf(wideIds);
    },
    compounds: { entries: () => compoundsOf(kernel) },
  };
}
