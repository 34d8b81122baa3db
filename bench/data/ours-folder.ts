/**
 * Finds, reads and adds up the events in a folder as plan and load do: ours-folder.ts FOLDER PATTERN [shop | shop-sums | shop-counts]. Without a
 * third word they are experiments, in the files of that pattern; otherwise the orders and logins of examples/shop, with all its
 * features, those that need no more than sums and counts, or one sum and a count. Prints JSON.
 */
import { features as shop } from '../../examples/shop/features.ts';
import { encodeTotals } from '../../lib/aggregation/partial/encode-totals.ts';
import { integerAt } from '../../lib/aggregation/partial/integers.ts';
import type { EventsPlan, Model } from '../../lib/model/model.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { begun } from '../../lib/pipeline/load/cut/pieces.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { bytesOf } from '../../lib/pipeline/load/slice.ts';
import { cutIntoParts } from '../../lib/pipeline/plan/cut.ts';
import { type InspectedSource, inspectSource } from '../../lib/pipeline/plan/inspect.ts';
import { findSources } from '../../lib/sources/find-sources.ts';
import { locationOf } from '../../lib/sources/location.ts';
import { model as experiments } from './model.ts';
import { shopCounts, shopSums } from './shop-sums.ts';

const PART_BYTES = 256 * 1024 * 1024;
const LOOKING = { maxRecordBytes: 1 << 20, openBytes: bytesOf };
const MODELS: Readonly<Record<string, Model>> = {
  experiments,
  shop,
  'shop-sums': shopSums,
  'shop-counts': shopCounts,
};

const [folder = '', pattern = '', name = 'experiments'] = process.argv.slice(2);
const model = MODELS[name] ?? experiments;
const location = locationOf(folder);
const startedAt = performance.now();
let [rows, total, chunks] = [0, 0n, 0];
for (const plan of model.events) {
  const files = name === 'experiments' ? [pattern] : plan.input.files;
  for (const part of cutIntoParts(await sourcesOf(plan, files), model, PART_BYTES)) {
    const slices = await Promise.all(part.slices.map((slice) => begun(slice, LOOKING)));
    const { read, totals } = await aggregateEvents(slices, {
      plan,
      findings: new Findings(),
      maxRecordBytes: 1 << 20,
    });
    rows += read;
    chunks += [...encodeTotals(totals, 'with ids')].length;
    const [slot] = totals.slots;
    for (let at = 0; slot && at < totals.owners.size; at++) {
      total += integerAt(slot, at);
    }
  }
}
const ms = Math.round(performance.now() - startedAt);
const rss = Math.round(process.resourceUsage().maxRSS / 1024);
// Of files with the same rows it has to be the same.
console.log(
  JSON.stringify({ ms, rss, rows, chunks, ...(name === 'experiments' && { total: Number(total) }) }),
);

async function sourcesOf({ input }: EventsPlan, files: readonly string[]): Promise<InspectedSource[]> {
  const { names } = await findSources(location, files);
  const sources: InspectedSource[] = [];
  for (const source of names) {
    const look = await inspectSource(input, source, location, { ETL_MAX_RECORD_BYTES: 1 << 20 }, model);
    if ('problems' in look) {
      throw new Error(look.problems[0]?.message);
    }
    sources.push(look);
  }
  return sources;
}
