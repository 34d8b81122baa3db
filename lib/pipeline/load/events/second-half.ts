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

/** What the second thread is told: the compiled kernel, too, so that it need not compile it again. */
export interface HalfWork extends Omit<HalfTask, 'plan' | 'worker' | 'maxAggregateBytes'> {
  readonly plan: PlanData;
  readonly maxAggregateBytes: number;
  readonly module: KernelModule;
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
}

/** A second thread, which is given its half when it has started. */
export interface SecondThread {
  /** Whether it has started; it may take some time until it has. */
  readonly hasStarted: boolean;
  /**
   * Has it read slices from their middle on, about. Undefined when they have none.
   *
   * @param ahead so many bytes of them are read by now
   */
  begin(ahead: number): Promise<SecondHalf | undefined>;
  /** How far it is by now; undefined before it has begun, and once it counts for nothing. */
  readonly progress: PartProgress | undefined;
  /** What it read is read once more by the first thread. */
  drop(): void;
  /** Ends the thread, whether it is done or not. */
  stop(): Promise<void>;
}

/** The worker's bundle, which build.ts puts in; from source there is none, and the worker is a file beside this one. */
declare const AGGREGATE_WORKER: string | undefined;

/**
 * Starts a thread that is to read a half of slices. Undefined when that would not gain: there is little to read, or too little of a
 * second processor (threads.ts), or one archive, which can't be cut.
 */
export function startSecondThread(task: HalfTask, leastBytes: number): SecondThread | undefined {
  const { slices, plan, maxRecordBytes, maxAggregateBytes = MAX_AGGREGATE_BYTES, hashBits } = task;
  if (!mayHaveMiddle(slices) || !secondThreadPays(bytesIn(slices), leastBytes)) {
    return undefined;
  }
  const progress = new SharedProgress();
  const worker = startWorker(task.worker, progress);
  const result = Promise.race([
    once(worker, 'message').then(([answer]) => answer as HalfResult),
    once(worker, 'exit').then(() => undefined),
  ]).catch(() => undefined);
  let isCounted = false;
  return {
    get hasStarted() {
      return progress.hasStarted;
    },
    begin: async (ahead) => {
      const middle = await middleOf(slices, maxRecordBytes, ahead);
      if (!middle) {
        return undefined;
      }
      const work: HalfWork = {
        slices: middle.rest,
        plan: planData(plan),
        maxRecordBytes,
        maxAggregateBytes: maxAggregateBytes / 2,
        hashBits,
        module: kernelModule(),
      };
      worker.postMessage(work);
      isCounted = true;
      return {
        from: middle.from,
        slices: middle.rest,
        result: (room) => {
          worker.postMessage(room);
          return result;
        },
      };
    },
    get progress() {
      return isCounted ? progress.told : undefined;
    },
    drop: () => {
      isCounted = false;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function startWorker(file: URL | undefined, { memory }: SharedProgress): Worker {
  if (file === undefined && typeof AGGREGATE_WORKER === 'string') {
    // Otherwise Node first looks through all of it for what only modules have, which takes 8 ms.
    return new Worker(AGGREGATE_WORKER, {
      ...{ eval: true, execArgv: ['--input-type=commonjs'], workerData: memory },
    });
  }
  return new Worker(file ?? new URL('./aggregate-worker.ts', import.meta.url), { workerData: memory });
}
