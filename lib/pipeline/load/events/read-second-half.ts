import { on } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { EventsTally, memoryOf } from '../../../aggregation/accumulate/events-tally.ts';
import type { Model } from '../../../model/model.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import { Findings, type Room } from '../../findings/findings.ts';
import { bytesOf } from '../slice.ts';
import { eventsReader } from './event-reader.ts';
import { kernelOptions } from './kernel-options.ts';
import { planIn } from './plan-in-thread.ts';
import type { HalfResult, HalfWork } from './second-half.ts';
import { SharedProgress } from './shared-progress.ts';

/**
 * What the second thread does: reads slices from their middle to their end, and hands over the result. Whatever goes wrong
 * ends the thread, and the first one reads on alone.
 *
 * @param model what is declared, which the thread imports itself: accumulators are code, and code does not travel
 */
export function readSecondHalf(model: Model): void {
  read(model).catch((error: unknown) => {
    // Outside of any promise: under --unhandled-rejections=warn the thread would live on, and say nothing.
    setImmediate(() => {
      throw error;
    });
  });
}

async function read(model: Model): Promise<void> {
  const shared = new SharedProgress(workerData);
  shared.start();
  // What there is to do, and then how many rejected rows there is room for.
  const told = on(parentPort as MessagePort, 'message');
  const [work] = (await told.next()).value as [HalfWork];
  const { slices, plan: data, maxRecordBytes, maxAggregateBytes, hashBits, module } = work;
  const plan = planIn(data, model);
  const findings = new Findings({ listsLater: true });
  const [first] = slices;
  if (!first) {
    throw new Error('the second thread was given nothing to read');
  }
  const tally = new EventsTally(plan, {
    kernel: { ...kernelOptions(first, plan, maxRecordBytes), hashBits },
    maxAggregateBytes,
    module,
  });
  const options = {
    findings,
    maxRecordBytes,
    openBytes: bytesOf,
    onProgress: (own: PartProgress) => shared.tell(own),
  };
  const reader = eventsReader(slices, plan, tally, options);
  await reader.readTo(undefined);
  const counts = reader.finish();
  const state = tally.state();
  // The first thread knows only at the end of its half how many rejected rows it takes over.
  const [room] = (await told.next()).value as [Room];
  const result: HalfResult = { ...counts, findings: findings.within(room), state };
  parentPort?.postMessage(result, memoryOf(state));
}
