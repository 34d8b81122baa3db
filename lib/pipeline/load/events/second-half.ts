import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { MAX_AGGREGATE_BYTES } from '../../../aggregation/accumulate/accumulators.ts';
import type { TallyState } from '../../../aggregation/accumulate/events-tally.ts';
import { kernelModule } from '../../../aggregation/kernel/compiled.ts';
import type { KernelModule } from '../../../aggregation/kernel/instance.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import type { FoundElsewhere, Room } from '../../findings/findings.ts';
import { bytesIn, type Slice } from '../slice.ts';
import type { ReadToEnd } from '../slice-reader.ts';
import type { SlicePlace } from '../slices-reader.ts';
import { type Middle, mayHaveMiddle, middleOf } from './middle.ts';
import { type PlanData, planData } from './plan-in-thread.ts';
import { SharedProgress } from './shared-progress.ts';
import { secondThreadPays } from './threads.ts';

/** What there is to read. */
export interface HalfTask {
  readonly slices: readonly Slice[];
  readonly plan: EventsPlan;
  readonly maxRecordBytes: number;
  /** What the accumulators of both threads may hold: half of that for those of the second. */
  readonly maxAggregateBytes?: number;
  /** As KernelOptions have it. */
  readonly hashBits?: number | undefined;
  /** The file of the thread, when it is not the usual one: it has to know the aggregates of the plan. */
  readonly worker?: URL | undefined;
}

/** What the second thread is told: the compiled kernel, too, so that it need not compile it again, and where to tell how far it is. */
export interface HalfWork extends Omit<HalfTask, 'plan' | 'worker' | 'maxAggregateBytes'> {
  readonly plan: PlanData;
  readonly maxAggregateBytes: number;
  readonly module: KernelModule;
  readonly progress: SharedArrayBuffer;
}

/** What the second thread came to; the lines in its findings of the source that it began in are counted from where it began. */
export interface HalfResult extends ReadToEnd {
  readonly findings: FoundElsewhere;
  readonly state: TallyState;
}

/** The rest of slices, which a second thread reads at the same time. */
export interface SecondHalf {
  /** Where it begins: at the start of a slice, or where a record probably begins. */
  readonly from: SlicePlace;
  /** What it reads; the lines of the first of them are counted from there on, if it begins inside of a slice. */
  readonly slices: Middle['rest'];
  /**
   * The result, with as many rejected rows as there is room for. Undefined when it failed, for whatever reason: then the
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
 * Has a second thread read slices from their middle on, about. Undefined when that would not gain: there is little to read, or too
 * little of a second processor (threads.ts), one archive, or no record that begins after the middle.
 */
export async function startSecondHalf(
  { slices, plan, maxRecordBytes, maxAggregateBytes = MAX_AGGREGATE_BYTES, hashBits, worker: file }: HalfTask,
  leastBytes: number,
): Promise<SecondHalf | undefined> {
  if (!mayHaveMiddle(slices) || !secondThreadPays(bytesIn(slices), leastBytes)) {
    return undefined;
  }
  // First of all, since it takes most time: what the thread has to do is found out and compiled while it starts.
  const worker = startWorker(file);
  const result = Promise.race([
    once(worker, 'message').then(([answer]) => answer as HalfResult),
    once(worker, 'exit').then(() => undefined),
  ]).catch(() => undefined);
  const middle = await middleOf(slices, maxRecordBytes).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  if (middle === undefined) {
    await worker.terminate();
    return undefined;
  }
  const { from, rest } = middle;
  const progress = new SharedProgress();
  const work: HalfWork = {
    slices: rest,
    plan: planData(plan),
    maxRecordBytes,
    maxAggregateBytes: maxAggregateBytes / 2,
    hashBits,
    module: kernelModule(),
    progress: progress.memory,
  };
  worker.postMessage(work);
  let isDropped = false;
  return {
    from,
    slices: rest,
    get progress() {
      return isDropped ? undefined : progress.told;
    },
    drop: () => {
      isDropped = true;
    },
    result: async (room) => {
      worker.postMessage(room);
      const answer = await result;
      // It takes some milliseconds to end, in which the first thread can go on.
      void worker.terminate();
      return answer;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function startWorker(file: URL | undefined): Worker {
  if (file === undefined && typeof AGGREGATE_WORKER === 'string') {
    // Otherwise Node first looks through all of it for what only modules have, which takes 8 ms.
    return new Worker(AGGREGATE_WORKER, { eval: true, execArgv: ['--input-type=commonjs'] });
  }
  return new Worker(file ?? new URL('./aggregate-worker.ts', import.meta.url));
}
