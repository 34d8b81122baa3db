/** The second thread of a slice: reads from its middle to its end, and hands over what it came to. */
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { instantiate } from '../../../aggregation/kernel/instance.ts';
import { Kernel } from '../../../aggregation/kernel/kernel.ts';
import { buffersOf, stateOf } from '../../../aggregation/kernel/kernel-state.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import { Findings, type Room } from '../../findings/findings.ts';
import { bytesOf } from '../slice.ts';
import { SliceReader } from '../slice-reader.ts';
import { eventRows } from './event-rows.ts';
import { kernelOptions } from './kernel-options.ts';
import type { HalfResult, HalfWork } from './second-half.ts';
import { SharedProgress } from './shared-progress.ts';

const { slice, plan, maxRecordBytes, module, progress } = workerData as HalfWork;
const shared = new SharedProgress(progress);
const findings = new Findings();
const kernel = new Kernel(kernelOptions(slice, plan, maxRecordBytes), instantiate(module));
const rowOf = eventRows(plan, slice.header, findings, kernel);
const options = {
  findings,
  maxRecordBytes,
  openBytes: bytesOf,
  onProgress: (own: PartProgress) => shared.tell(own),
};
const reader = new SliceReader(slice, kernel, options, (record) => {
  const row = rowOf(record);
  if (row) {
    kernel.add(row.owner, row.values, row.references);
  }
});

const asked = once(parentPort as MessagePort, 'message');

async function readAll(): Promise<HalfResult> {
  await reader.readTo(slice.toByte);
  const read = reader.finish();
  // The first thread knows only at the end of its half how many rejected rows it takes over.
  const [room] = (await asked) as [Room];
  return { read, findings: findings.within(room), state: stateOf(kernel) };
}

readAll().then(
  (result) => {
    parentPort?.postMessage(result, buffersOf(result.state));
  },
  (error: unknown) => {
    // As an uncaught error it ends the thread, and the first one reads on alone.
    throw error;
  },
);
