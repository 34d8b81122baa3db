import { isDeepStrictEqual } from 'node:util';
import { type IdRange, idsOf } from '../../../lib/aggregation/ids/id-ranges.ts';
import { takenRanges, takenTexts } from '../../../lib/aggregation/ids/taken-ids.ts';
import { encodeTotals } from '../../../lib/aggregation/partial/encode-totals.ts';
import { decodeRanges } from '../../../lib/aggregation/partial/id-columns.ts';
import { mergeTotals } from '../../../lib/aggregation/partial/merge-totals.ts';
import { repeatedRanges } from '../../../lib/aggregation/partial/repeated-ids.ts';
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
  const repeated = await repeatedRanges(partials.map(idStream));
  const correct = idKindOf(plan.input.key.type) === 'texts' ? correctTexts : correctNumbers;
  for await (const [index, totals] of correct(whole, slices, repeated)) {
    partials[index] = totals;
  }
  const stored = partials.map((partial) => storedInMemory(encodeTotals(partial, 'without ids')));
  return await mergeTotals(plan, stored);
}

function read(whole: WholeEvents, slice: Slice, known: Pick<AggregateOptions, 'taken' | 'suspects'> = {}) {
  const { plan, maxRecordBytes, hashBits, file } = whole;
  const options = { plan, findings: new Findings(), maxRecordBytes, hashBits, openBytes: bytesIn(file) };
  return aggregateEvents([slice], { ...options, ...known });
}

type Repeated = ReadonlyMap<number, readonly IdRange[]>;

/** What parts come to without the events that an earlier part has. */
async function* correctNumbers(whole: WholeEvents, slices: readonly Slice[], repeated: Repeated) {
  for (const [index, taken] of repeated) {
    const slice = slices[index] as Slice;
    yield [index, (await read(whole, slice, { taken: takenRanges(taken) })).totals] as const;
  }
}

/**
 * The same where ids are texts: of those only hashes are known to be in an earlier part. So each part tells which texts with
 * these hashes it has, and the next ones are read without them.
 */
async function* correctTexts(whole: WholeEvents, slices: readonly Slice[], repeated: Repeated) {
  const suspects = new Set([...repeated.values()].flatMap((ranges) => [...idsOf(ranges)]));
  const taken: string[] = [];
  for (const [index, slice] of slices.entries()) {
    if (suspects.size > 0) {
      const { totals, counted } = await read(whole, slice, { taken: takenTexts(taken), suspects });
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
