/**
 * Loads a file of experiments part by part in one process, as a warm Lambda does, and merges the partials: ours-parts.ts FILE
 * [last]. Prints as JSON the time of the loads and of all, the peak of the resident set after the loads and after the merge, and the
 * result.
 */

import type { ColumnChunk } from '../../lib/aggregation/partial/column-chunks.ts';
import { encodeTotals } from '../../lib/aggregation/partial/encode-totals.ts';
import { decodeRanges } from '../../lib/aggregation/partial/id-columns.ts';
import { mergeTotals } from '../../lib/aggregation/partial/merge-totals.ts';
import { repeatedRanges } from '../../lib/aggregation/partial/repeated-ids.ts';
import type { StoredColumns } from '../../lib/aggregation/partial/stored-columns.ts';
import { Findings } from '../../lib/pipeline/findings/findings.ts';
import { begun } from '../../lib/pipeline/load/cut/pieces.ts';
import { aggregateEvents } from '../../lib/pipeline/load/events/aggregate-events.ts';
import { bytesOf } from '../../lib/pipeline/load/slice.ts';
import { cutIntoParts } from '../../lib/pipeline/plan/cut.ts';
import { inspected } from './inspected.ts';
import { model, plan } from './model.ts';

const PART_BYTES = 256 * 1024 * 1024;
const LOOKING = { maxRecordBytes: 1 << 20, openBytes: bytesOf };

const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const path = process.argv[2] ?? '';
const startedAt = performance.now();
const parts = cutIntoParts([await inspected(path, model, plan.input)], model, PART_BYTES);
const cutMs = Math.round(performance.now() - startedAt);
const partials: ColumnChunk[][] = [];
let read = 0;
for (const part of parts) {
  // `load` keeps none: with `last` the merge that follows is of the last part alone.
  if (process.argv[3] === 'last') {
    partials.length = 0;
  }
  const options = { plan, findings: new Findings(), maxRecordBytes: 1 << 20 };
  const slices = await Promise.all(part.slices.map((slice) => begun(slice, LOOKING)));
  const result = await aggregateEvents(slices, options);
  partials.push([...encodeTotals(result.totals, 'with ids')]);
  read += result.read;
}
const loadRss = megabytes();
const loadMs = Math.round(performance.now() - startedAt);
const merged = await mergeTotals(plan, partials.map(inMemory));
const repeated = await repeatedRanges(
  partials.map((chunks) => {
    const ids = chunks.flatMap(({ column, bytes, range }) => {
      return column === 'ids' && range ? [{ bytes, first: range[0], last: range[1] }] : [];
    });
    const read = (chunk: number) => Promise.resolve(decodeRanges(ids[chunk]?.bytes ?? new Uint8Array(0)));
    return { chunks: ids, read };
  }),
);
const ms = Math.round(performance.now() - startedAt);
const bytes = partials.map((chunks) => chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0));
const sizes = { parts: parts.length, partialBytes: Math.max(...bytes) };
const content = { read, users: merged.owners.size, repeated: repeated.size };
console.log(JSON.stringify({ ms, cutMs, loadMs, loadRss, rss: megabytes(), ...sizes, ...content }));

function inMemory(chunks: readonly ColumnChunk[]): StoredColumns {
  const of = (column: string) => chunks.filter((chunk) => chunk.column === column);
  const names = new Set(chunks.map(({ column }) => column));
  return {
    sizes: new Map([...names].map((name) => [name, of(name).reduce((sum, { size }) => sum + size, 0)])),
    async *chunks(column) {
      for (const { bytes } of of(column)) {
        yield await Promise.resolve(bytes);
      }
    },
  };
}
