/**
 * Loads a file of experiments part by part in one process, as a warm Lambda does, and merges the partials: parts.ts FILE [last].
 * Prints as JSON the time, the peak of the resident set after the loads and after the merge, and the result.
 */

import { emptyPartial, encodePartial, mergePartial } from '../../lib/aggregation/partial/partial.ts';
import { repeatedRuns } from '../../lib/aggregation/partial/repeated-ids.ts';
import { readHeader } from '../../lib/csv/header/header.ts';
import { readColumns } from '../../lib/model/read-columns.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { cutIntoParts } from '../../lib/pipeline/plan/cut.ts';
import { identify, readHead } from '../../lib/sources/file.ts';
import { model, plan } from './model.ts';

const PART_BYTES = 256 * 1024 * 1024;

const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const path = process.argv[2] ?? '';
const startedAt = performance.now();
const identity = await identify(path);
const header = readHeader(await readHead(path, 1 << 16), readColumns(model, plan.input), identity.size);
if (Array.isArray(header)) {
  throw new Error(header[0]?.message);
}
const parts = await cutIntoParts([{ input: plan.input.name, identity, header }], model, PART_BYTES);
const cutMs = Math.round(performance.now() - startedAt);
const partials: Buffer[] = [];
let read = 0;
for (const part of parts) {
  // `load` keeps none: with `last` the merge that follows is of the last part alone.
  if (process.argv[3] === 'last') {
    partials.length = 0;
  }
  const options = { plan, findings: new Findings(), maxRecordBytes: 1 << 20 };
  const result = await aggregateEvents(part, options);
  partials.push(encodePartial(plan, result.totals));
  read += result.read;
}
const loadRss = megabytes();
const merged = emptyPartial(plan);
const repeated = repeatedRuns(partials.map((partial) => mergePartial(plan, merged, partial)));
const ms = Math.round(performance.now() - startedAt);
const sizes = { parts: parts.length, partialBytes: Math.max(...partials.map(({ length }) => length)) };
const content = { read, users: merged.aggregates.size, repeated: repeated.size };
console.log(JSON.stringify({ ms, cutMs, loadRss, rss: megabytes(), ...sizes, ...content }));
