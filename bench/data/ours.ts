/**
 * Reads and adds up a file of experiments as the step `load` does: ours.ts FILE [one | lists]. With `one`, one thread reads it;
 * with `lists`, too, and the compounds of each user are counted as well. Prints JSON.
 */
import { integerAt } from '../../lib/aggregation/partial/integers.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { TWO_THREADS_BYTES } from '../../lib/pipeline/load/events/second-half.ts';
import { wholeSource } from '../../lib/pipeline/plan/cut.ts';
import { finishedValues } from '../../lib/pipeline/publish/finished-values.ts';
import { inspected } from './inspected.ts';
import { listModel, listPlan, model as plainModel, plan as plainPlan } from './model.ts';

const [path = '', mode] = process.argv.slice(2);
const [model, plan] = mode === 'lists' ? [listModel, listPlan] : [plainModel, plainPlan];
const startedAt = performance.now();
const source = await inspected(path, model, plan.input.name);
const { read, totals } = await aggregateEvents([wholeSource(source)], {
  plan,
  findings: new Findings(),
  maxRecordBytes: 1 << 20,
  twoThreadsBytes: mode ? Number.POSITIVE_INFINITY : TWO_THREADS_BYTES,
});
const positions = Uint32Array.from({ length: totals.owners.size }, (_, position) => position);
const values = finishedValues(plan, totals, positions);
// The totals of every user are there, in the order of their ids.
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
let [rows, total] = [0, 0n];
for (let at = 0; at < totals.owners.size; at++) {
  rows += Number(integerAt(totals.events, at));
  total += totals.slots[0] ? integerAt(totals.slots[0], at) : 0n;
}
const lists = values.map((own) => own.reduce<number>((sum, value) => sum + Number(value), 0));
console.log(JSON.stringify({ ms, rss, read, rows, users: totals.owners.size, total: Number(total), lists }));
