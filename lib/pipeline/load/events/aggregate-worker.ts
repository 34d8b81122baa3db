/** The second thread of a part: reads from its middle to its end, and hands over what it came to. */
import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { instantiate } from '../../../aggregation/kernel/instance.ts';
import { Kernel } from '../../../aggregation/kernel/kernel.ts';
import { stateOf } from '../../../aggregation/kernel/kernel-state.ts';
import type { PartProgress } from '../../../store/runs/progress.ts';
import { Findings, type Room } from '../../findings/findings.ts';
import { PartReader } from '../part-reader.ts';
import { bytesOf, recordOptions } from '../part-source.ts';
import { experimentRows } from './event-rows.ts';
import type { HalfResult, HalfWork } from './second-half.ts';
import { SharedProgress } from './shared-progress.ts';

const { part, slots, maxRecordBytes, module, progress } = workerData as HalfWork;
const shared = new SharedProgress(progress);
const findings = new Findings();
const { columns } = part.header;
const kernel = new Kernel({ ...recordOptions(part, maxRecordBytes), columns, slots }, instantiate(module));
const rowOf = experimentRows(columns, { slots }, findings, kernel);
const options = {
  findings,
  maxRecordBytes,
  openBytes: bytesOf,
  onProgress: (own: PartProgress) => shared.tell(own),
};
const reader = new PartReader(part, kernel, options, (record) => {
  const row = rowOf(record);
  if (row) {
    kernel.add(row.userId, row.values, row.compounds);
  }
});

const asked = once(parentPort as MessagePort, 'message');

async function readAll(): Promise<HalfResult> {
  await reader.readTo(part.toByte);
  const read = reader.finish();
  // The first thread knows only at the end of its half how many rejected rows it takes over.
  const [room] = (await asked) as [Room];
  return { read, findings: findings.within(room), state: stateOf(kernel) };
}

readAll().then(
  (result) => {
    const memory = Object.values(result.state).flatMap((words) =>
      typeof words === 'number' ? [] : words.buffer,
    );
    parentPort?.postMessage(result, memory);
  },
  (error: unknown) => {
    // As an uncaught error it ends the thread, and the first one reads on alone.
    throw error;
  },
);
