/** Reads and adds up a file of experiments as the step `load` does: ours.ts FILE [one]. With `one`, one thread reads it. Prints JSON. */
import { readHeader } from '../../lib/csv/header/header.ts';
import { readColumns } from '../../lib/model/read-columns.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { TWO_THREADS_BYTES } from '../../lib/pipeline/load/events/second-half.ts';
import { wholeSource } from '../../lib/pipeline/plan/cut.ts';
import { identify, readHead } from '../../lib/sources/file.ts';
import { model, plan } from './model.ts';

const [path = '', threads] = process.argv.slice(2);
const startedAt = performance.now();
const identity = await identify(path);
const head = await readHead(path, 1 << 16);
const header = readHeader(head, readColumns(model, plan.input), identity.size);
if (Array.isArray(header)) {
  throw new Error(header[0]?.message);
}
const { read, totals } = await aggregateEvents(wholeSource({ input: plan.input.name, identity, header }), {
  plan,
  findings: new Findings(),
  maxRecordBytes: 1 << 20,
  twoThreadsBytes: threads === 'one' ? Number.POSITIVE_INFINITY : TWO_THREADS_BYTES,
});
// The aggregates of every user are there. What follows sums them up for the comparison, in the order of their ids, which is
// what writing a partial takes; DuckDB sums up its groups unsorted, in less than a millisecond.
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
let [rows, total] = [0, 0n];
for (const owner of totals.aggregates.entries()) {
  rows += owner.events;
  total += owner.values[0] ?? 0n;
}
console.log(JSON.stringify({ ms, rss, read, rows, users: totals.aggregates.size, total: Number(total) }));
