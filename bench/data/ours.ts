/** Reads and adds up a file of experiments as the step `load` does. Prints what it came to as JSON. */
import { readHeader } from '../../lib/csv/header.ts';
import { identify, readHead } from '../../lib/csv/source.ts';
import { count, defineFeatures, sum } from '../../lib/feature-kinds.ts';
import { Findings } from '../../lib/pipeline/findings.ts';
import { neededColumns } from '../../lib/pipeline/inputs.ts';
import { aggregateExperiments } from '../../lib/pipeline/rows/aggregate-experiments.ts';

const features = defineFeatures({ n: count(), total: sum('experiment_run_time') });
const path = process.argv[2] ?? '';
const startedAt = performance.now();
const identity = await identify(path);
const header = readHeader(
  await readHead(path, 1 << 16),
  neededColumns(features).user_experiments,
  identity.size,
);
if (Array.isArray(header)) throw new Error(header[0]?.message);
const part = {
  ...{ file: 'user_experiments' as const, identity, header },
  ...{ fromByte: header.bodyOffset, toByte: identity.size, fromLine: header.bodyLine },
};
const { read, totals } = await aggregateExperiments(part, {
  features,
  findings: new Findings(),
  maxRecordBytes: 1 << 20,
});
let [rows, total] = [0, 0n];
for (const user of totals.aggregates.entries()) {
  rows += user.experiments;
  total += user.values[0] ?? 0n;
}
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ms, rss, read, rows, users: totals.aggregates.size, total: Number(total) }));
