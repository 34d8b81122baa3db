/**
 * Reads and adds up a file of experiments as the steps do: ours.ts FILE [PARTS]. One part is read in this thread; several are
 * cut as `plan` does, read by a thread each as by the Lambdas of `load`, and merged as `publish` does. Prints JSON.
 */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readHeader } from '../../lib/csv/header.ts';
import { identify, readHead } from '../../lib/csv/source.ts';
import { count, defineFeatures, sum } from '../../lib/feature-kinds.ts';
import { cutIntoParts } from '../../lib/pipeline/cut.ts';
import { Findings } from '../../lib/pipeline/findings.ts';
import { neededColumns, type PartSource } from '../../lib/pipeline/inputs.ts';
import { emptyPartial, encodePartial, mergePartial } from '../../lib/pipeline/partial/partial.ts';
import { repeatedRuns } from '../../lib/pipeline/partial/repeated-ids.ts';
import { aggregateExperiments } from '../../lib/pipeline/rows/aggregate-experiments.ts';

const features = defineFeatures({ n: count(), total: sum('experiment_run_time') });

type Totals = Iterable<{ readonly experiments: number; readonly values: readonly bigint[] }>;

async function partsOf(path: string, count: number): Promise<PartSource[]> {
  const identity = await identify(path);
  const head = await readHead(path, 1 << 16);
  const header = readHeader(head, neededColumns(features).user_experiments, identity.size);
  if (Array.isArray(header)) throw new Error(header[0]?.message);
  return await cutIntoParts(
    [{ file: 'user_experiments', identity, header }],
    Math.ceil(identity.size / count),
  );
}

const readPart = (part: PartSource) =>
  aggregateExperiments(part, { features, findings: new Findings(), maxRecordBytes: 1 << 20 });

async function readAlone(path: string) {
  const [part] = await partsOf(path, 1);
  const { read, totals } = await readPart(part as PartSource);
  return { read, totals: totals.aggregates.entries() };
}

async function readInParts(path: string, workers: readonly Worker[]) {
  const parts = await partsOf(path, workers.length);
  const answers = await Promise.all(
    parts.map(async (part, index) => {
      workers[index]?.postMessage(part);
      const [answer] = await once(workers[index] as Worker, 'message');
      return answer as { read: number; partial: Uint8Array };
    }),
  );
  const merged = emptyPartial(features);
  const ids = answers.map(({ partial }) => mergePartial(features, merged, Buffer.from(partial.buffer)));
  if (repeatedRuns(ids).size > 0) throw new Error('the parts share experiments');
  return { read: answers.reduce((sum, { read }) => sum + read, 0), totals: merged.aggregates.entries() };
}

function print(
  startedAt: number,
  { read, totals }: { readonly read: number; readonly totals: Totals },
): void {
  let [rows, users, total] = [0, 0, 0n];
  for (const user of totals) {
    users++;
    rows += user.experiments;
    total += user.values[0] ?? 0n;
  }
  const ms = Math.round(performance.now() - startedAt);
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ ms, rss, read, rows, users, total: Number(total) }));
}

async function main(path: string, count: number): Promise<void> {
  if (count === 1) {
    const startedAt = performance.now();
    print(startedAt, await readAlone(path));
    return;
  }
  // The start of the threads is left out, as is that of a process.
  const workers = Array.from(
    { length: count },
    () => new Worker(import.meta.filename, { workerData: 'part' }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const startedAt = performance.now();
  print(startedAt, await readInParts(path, workers));
  for (const worker of workers) await worker.terminate();
}

if (isMainThread) await main(process.argv[2] ?? '', Number(process.argv[3] ?? 1));
else if (workerData === 'part') {
  parentPort?.on('message', async (part: PartSource) => {
    const { read, totals } = await readPart(part);
    const partial = Uint8Array.from(encodePartial(features, totals));
    parentPort?.postMessage({ read, partial }, [partial.buffer]);
  });
  parentPort?.postMessage('ready');
}
