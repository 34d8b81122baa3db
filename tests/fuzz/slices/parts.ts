import { isDeepStrictEqual } from 'node:util';
import { idsOf } from '../../../lib/aggregation/ids/id-ranges.ts';
import { takenRanges, takenTexts } from '../../../lib/aggregation/ids/taken-ids.ts';
import { encodeTotals } from '../../../lib/aggregation/partial/encode-totals.ts';
import { decodeRanges } from '../../../lib/aggregation/partial/id-columns.ts';
import { mergeTotals } from '../../../lib/aggregation/partial/merge-totals.ts';
import { type SharedRanges, sharedRanges } from '../../../lib/aggregation/partial/repeated-ids.ts';
import type { EventTotals, Totals } from '../../../lib/aggregation/partial/totals.ts';
import { idKindOf } from '../../../lib/model/id-types.ts';
import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import {
  type AggregateOptions,
  aggregateEvents,
} from '../../../lib/pipeline/load/events/aggregate-events.ts';
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
  const { plan } = whole;
  const slices = await cut(whole, PARTS);
  const partials: EventTotals[] = [];
  for (const slice of slices) {
    partials.push((await read(whole, slice)).totals);
  }
  const shared = await sharedRanges(partials.map(idStream));
  const corrected = idKindOf(plan.input.key.type) === 'texts' ? correctedTexts : correctedNumbers;
  for await (const [index, totals] of corrected(whole, slices, shared)) {
    partials[index] = totals;
  }
  const stored = partials.map((partial) => storedInMemory(encodeTotals(partial, 'without ids')));
  return await mergeTotals(plan, stored);
}

function read(
  { plan, maxRecordBytes, hashBits, file }: WholeEvents,
  slice: Slice,
  known: Pick<AggregateOptions, 'taken' | 'suspects'> = {},
) {
  const options = { plan, findings: new Findings(), maxRecordBytes, hashBits, openBytes: bytesIn(file) };
  return aggregateEvents([slice], { ...options, ...known });
}

/** What parts come to without the events that an earlier part has. */
async function* correctedNumbers(whole: WholeEvents, slices: readonly Slice[], { repeated }: SharedRanges) {
  for (const [index, taken] of repeated) {
    const { totals } = await read(whole, slices[index] as Slice, { taken: takenRanges(taken) });
    yield [index, totals] as const;
  }
}

/**
 * The same where ids are texts: of those only hashes are known to be in several parts. So each of these parts, the first one as
 * well, tells which texts with such a hash it has, and the next ones are read without them.
 */
async function* correctedTexts(
  whole: WholeEvents,
  slices: readonly Slice[],
  { repeated, first }: SharedRanges,
) {
  const taken: string[] = [];
  for (const [index, slice] of slices.entries()) {
    const ranges = [...(first.get(index) ?? []), ...(repeated.get(index) ?? [])];
    if (ranges.length > 0) {
      const { totals, counted } = await read(whole, slice, {
        taken: takenTexts(taken),
        suspects: idsOf(ranges),
      });
      taken.push(...counted.map(String));
      yield [index, totals] as const;
    }
  }
}

/** The ids of a partial as they come back from the database. */
export function idStream(partial: EventTotals) {
  const chunks = [...encodeTotals(partial, 'with ids')].filter(({ column }) => column === 'ids');
  return {
    chunks: chunks.map(({ range: [first, last] = [0n, 0n] }) => ({ first, last })),
    read: (chunk: number) => Promise.resolve(decodeRanges(chunks[chunk]?.bytes ?? new Uint8Array(0))),
  };
}
