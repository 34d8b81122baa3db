import { isDeepStrictEqual } from 'node:util';
import { NONE_TAKEN, type TakenIds, takenRanges } from '../../../lib/aggregation/ids/taken-ids.ts';
import { encodeTotals } from '../../../lib/aggregation/partial/encode-totals.ts';
import { decodeRanges } from '../../../lib/aggregation/partial/id-columns.ts';
import { mergeTotals } from '../../../lib/aggregation/partial/merge-totals.ts';
import { repeatedRanges } from '../../../lib/aggregation/partial/repeated-ids.ts';
import type { EventTotals, Totals } from '../../../lib/aggregation/partial/totals.ts';
import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../lib/pipeline/load/events/aggregate-events.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { storedInMemory } from '../../support/event-totals.ts';
import { inspected } from './inspected.ts';
import { bytesIn, comparable, cut, type WholeEvents } from './whole-events.ts';

/** More of them would have a record each. */
const PARTS = 3;

/**
 * Reads a slice in parts, whose partials are encoded, decoded and merged, those with events of an earlier part read once more.
 *
 * @throws Error when that comes to something else
 */
export async function compareParts(whole: WholeEvents): Promise<void> {
  const expected = comparable(whole.totals);
  const merged = comparable(await readInParts(whole));
  if (!isDeepStrictEqual(merged, expected)) {
    throw new Error(`parts and whole differ: ${inspected(merged)} and ${inspected(expected)}`);
  }
}

async function readInParts(whole: WholeEvents): Promise<Totals> {
  const { plan, maxRecordBytes } = whole;
  const slices = await cut(whole, PARTS);
  const read = async (slice: Slice, taken: TakenIds) => {
    const findings = new Findings();
    const openBytes = bytesIn(whole.file);
    return (await aggregateEvents([slice], { plan, findings, maxRecordBytes, taken, openBytes })).totals;
  };
  const partials: EventTotals[] = [];
  for (const slice of slices) {
    partials.push(await read(slice, NONE_TAKEN));
  }
  const repeated = await repeatedRanges(partials.map(idStream));
  for (const [index, taken] of repeated) {
    partials[index] = await read(slices[index] as Slice, takenRanges(taken));
  }
  const stored = partials.map((partial) => storedInMemory(encodeTotals(partial, 'without ids')));
  return await mergeTotals(plan, stored);
}

/** The ids of a partial as they come back from the database. */
export function idStream(partial: EventTotals) {
  const chunks = [...encodeTotals(partial, 'with ids')].filter(({ column }) => column === 'ids');
  return {
    chunks: chunks.map(({ range: [first, last] = [0n, 0n] }) => ({ first, last })),
    read: (chunk: number) => Promise.resolve(decodeRanges(chunks[chunk]?.bytes ?? new Uint8Array(0))),
  };
}
