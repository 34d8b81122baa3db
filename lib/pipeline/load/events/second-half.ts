import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type KernelModule, kernelModule } from '../../../aggregation/kernel/instance.ts';
import type { KernelState } from '../../../aggregation/kernel/kernel-state.ts';
import { LF } from '../../../csv/dialect.ts';
import type { EventsPlan } from '../../../model/model.ts';
import { readRange } from '../../../sources/file.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import type { FoundElsewhere, Room } from '../../findings/findings.ts';
import type { Slice } from '../slice.ts';
import { SharedProgress } from './shared-progress.ts';

/** A smaller slice is read by one thread: to start another takes as long as it saves (docs/performance.md). */
export const TWO_THREADS_BYTES = 64 * 1024 * 1024;

/** What the first thread reads: a little more than half, since the second one has to start and to hand over. */
const FIRST_SHARE = 0.55;

/** What the second thread is told. */
export interface HalfTask {
  readonly slice: Slice;
  readonly plan: EventsPlan;
  readonly maxRecordBytes: number;
}

/** The same with the compiled kernel, so that the thread need not compile it again, and where it tells how far it is. */
export type HalfWork = HalfTask & { readonly module: KernelModule; readonly progress: SharedArrayBuffer };

/** What the second thread came to; the lines in its findings are counted from where it began. */
export interface HalfResult {
  readonly read: number;
  readonly findings: FoundElsewhere;
  readonly state: KernelState;
}

/** The rest of a slice, which a second thread reads at the same time. */
export interface SecondHalf {
  /** Where it begins: after a line end, and if no quote is open there, at a record. */
  readonly fromByte: number;
  /**
   * What it came to, with as many rejected rows as there is room for. Undefined when it failed, for whatever reason: then the
   * first thread reads on, and finds out itself.
   */
  result(room: Room): Promise<HalfResult | undefined>;
  /** How far it is by now; undefined once it counts for nothing. */
  readonly progress: PartProgress | undefined;
  /** What it read is read once more by the first thread. */
  drop(): void;
  /** Ends the thread, whether it is done or not. */
  stop(): Promise<void>;
}

/** The worker's bundle, which build.ts puts in; from source there is none, and the worker is a file beside this one. */
declare const AGGREGATE_WORKER: string | undefined;

/**
 * Has a second thread read a slice from its middle on, about. Undefined when that would not gain: the slice is small, there is
 * one processor, or no line end in the megabyte after the middle.
 */
export async function startSecondHalf(
  { slice, plan, maxRecordBytes }: HalfTask,
  leastBytes: number,
): Promise<SecondHalf | undefined> {
  const { fromByte, toByte, identity } = slice;
  const isLarge = toByte - fromByte >= leastBytes;
  if (!isLarge || availableParallelism() < 2) {
    return undefined;
  }
  const start = await lineStartAfter(
    identity.path,
    fromByte + Math.floor((toByte - fromByte) * FIRST_SHARE),
    toByte,
  );
  if (start === undefined) {
    return undefined;
  }
  const rest = { ...slice, fromByte: start, fromLine: 1 };
  const progress = new SharedProgress();
  const task = { slice: rest, plan, maxRecordBytes, module: kernelModule(), progress: progress.memory };
  const worker = startWorker(task);
  let isDropped = false;
  const result = once(worker, 'message').then(
    ([answer]) => answer as HalfResult,
    () => undefined,
  );
  return {
    fromByte: start,
    get progress() {
      return isDropped ? undefined : progress.told;
    },
    drop: () => {
      isDropped = true;
    },
    result: (room) => {
      worker.postMessage(room);
      return result;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function startWorker(task: HalfWork): Worker {
  if (typeof AGGREGATE_WORKER === 'string') {
    return new Worker(AGGREGATE_WORKER, { eval: true, workerData: task });
  }
  return new Worker(new URL('./aggregate-worker.ts', import.meta.url), { workerData: task });
}

const SEARCHED_BYTES = 1024 * 1024;

async function lineStartAfter(path: string, byte: number, end: number): Promise<number | undefined> {
  let at = byte;
  for await (const chunk of readRange(path, { from: byte, to: Math.min(byte + SEARCHED_BYTES, end) })) {
    const lineEnd = chunk.indexOf(LF);
    if (lineEnd >= 0) {
      return at + lineEnd + 1 < end ? at + lineEnd + 1 : undefined;
    }
    at += chunk.length;
  }
  return undefined;
}
