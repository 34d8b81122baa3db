/**
 * Reads and adds up a file of experiments as the step `load` does: ours.ts FILE [--one] [--lists] [--users FILE]
 * [--text NAME]. With --one, one thread reads it; with --lists, too, and the compounds of each user are counted as well. With --users
 * ids are texts, and only experiments of the users in that file count. With --text the model declares a further column of texts.
 * Prints JSON.
 */
import { parseArgs } from 'node:util';
import { integerAt } from '../../lib/aggregation/partial/integers.ts';
import { eventsPlanOf } from '../../lib/model/model.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { TWO_THREADS_BYTES } from '../../lib/pipeline/load/events/threads.ts';
import { wholeSource } from '../../lib/pipeline/plan/cut.ts';
import { finishedValues } from '../../lib/pipeline/publish/finished-values.ts';
import { inspected } from './inspected.ts';
import { knownOwners } from './known-owners.ts';
import { modelOf } from './model.ts';

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: {
    one: { type: 'boolean' },
    lists: { type: 'boolean' },
    users: { type: 'string' },
    text: { type: 'string' },
  },
});
const model = modelOf({ ids: flags.users ? 'texts' : 'numbers', countsLists: flags.lists, text: flags.text });
const plan = eventsPlanOf(model, 'experiments');
const startedAt = performance.now();
const findings = new Findings();
const source = await inspected(positionals[0] ?? '', model, plan.input);
const { read, totals } = await aggregateEvents([wholeSource(source)], {
  plan,
  findings,
  maxRecordBytes: 1 << 20,
  twoThreadsBytes: flags.one || flags.lists ? Number.POSITIVE_INFINITY : TWO_THREADS_BYTES,
});
const positions = flags.users
  ? await knownOwners(model, plan, totals, flags.users)
  : Uint32Array.from({ length: totals.owners.size }, (_, position) => position);
const values = finishedValues(plan, totals, positions);
const listed = findings.rows.length;
// The totals of every user are there, in the order of their ids, and what is told of rejected rows.
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
let [rows, total] = [0, 0n];
for (const at of positions) {
  rows += Number(integerAt(totals.events, at));
  total += totals.slots[0] ? integerAt(totals.slots[0], at) : 0n;
}
const lists = values.map((own) => own.reduce<number>((sum, value) => sum + Number(value), 0));
console.log(
  JSON.stringify({ ms, rss, read, listed, rows, users: positions.length, total: Number(total), lists }),
);
