import { isDeepStrictEqual } from 'node:util';
import { idsOf } from '../../../lib/aggregation/ids/id-ranges.ts';
import { type TakenIds, takenRanges, takenTexts } from '../../../lib/aggregation/ids/taken-ids.ts';
import { encodeTotals } from '../../../lib/aggregation/partial/encode-totals.ts';
import { decodeRanges } from '../../../lib/aggregation/partial/id-columns.ts';
import { mergeTotals } from '../../../lib/aggregation/partial/merge-totals.ts';
import { type SharedRanges, sharedRanges } from '../../../lib/aggregation/partial/repeated-ids.ts';
import type { EventTotals, Totals } from '../../../lib/aggregation/partial/totals.ts';
import { canTakeOut, totalsWithout } from '../../../lib/aggregation/partial/totals-without.ts';
import { idKindOf } from '../../../lib/model/id-types.ts';
import { Findings, LISTED_OF_A_KIND } from '../../../lib/pipeline/findings/findings.ts';
import { repeatedRows } from '../../../lib/pipeline/load/events/repeated-rows.ts';
import type { RejectedRow } from '../../../lib/store/rejects/rejects.ts';
import { storedInMemory } from '../../support/event-totals.ts';
import { inspected } from './inspected.ts';
import { type HowToCut, type ReadPiece, readPieces, readSlice } from './pieces.ts';
import { bytesIn, comparable, type WholeEvents } from './whole-events.ts';

/**
 * Reads a source in parts, whose partials are encoded, decoded and merged, those with events of an earlier part read once more.
 *
 * @returns the slices, where they are, and how many parts were read again since their guess was wrong
 * @throws Error when that comes to something else, or something else is found in it
 */
export async function compareParts(whole: WholeEvents, how: HowToCut) {
  const { read, readAgain } = await readPieces(whole, how);
  const parts = await corrected(whole, read);
  const merged = { ...comparable(await mergedOf(whole, parts)), ...toldOf(parts) };
  const { events, findings } = await readSlice(whole, whole.slice);
  const expected = { ...comparable(whole.totals), ...toldOf([{ events, findings }]) };
  if (!isDeepStrictEqual(merged, expected)) {
    throw new Error(`${inspected(how)} and whole differ: ${inspected(merged)} and ${inspected(expected)}`);
  }
  return { slices: read.map(({ slice }) => slice), readAgain };
}

/** What parts say besides what they add up to. */
function toldOf(parts: readonly Pick<ReadPiece, 'events' | 'findings'>[]) {
  const total = (count: (part: Pick<ReadPiece, 'events' | 'findings'>) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  return {
    read: total(({ events }) => events.read),
    lines: total(({ events }) => events.lines),
    rejected: total(({ findings }) => findings.rejected),
    warnings: total(({ findings }) => findings.warnings),
    rows: parts
      .flatMap(({ findings }) => findings.rows)
      .toSorted((a, b) => a.line - b.line)
      .filter(isListed()),
  };
}

/** Whether a row is one of the first of its kind: each part lists so many, and so all parts together more than the whole does. */
function isListed(): (row: RejectedRow) => boolean {
  const listed = new Map<string, number>();
  return ({ reason, column }) => {
    const kind = `${reason} ${column}`;
    const before = listed.get(kind) ?? 0;
    listed.set(kind, before + 1);
    return before < LISTED_OF_A_KIND;
  };
}

async function mergedOf({ plan }: WholeEvents, parts: readonly ReadPiece[]): Promise<Totals> {
  const stored = parts.map(({ events }) => storedInMemory(encodeTotals(events.totals, 'without ids')));
  return await mergeTotals(plan, stored);
}

/** The parts without the events that an earlier one has. */
async function corrected(whole: WholeEvents, read: readonly ReadPiece[]): Promise<ReadPiece[]> {
  const parts = [...read];
  const shared = await sharedRanges(parts.map(({ events }) => idStream(events.totals)));
  const correct = idKindOf(whole.plan.input.key.type) === 'texts' ? correctedTexts : correctedNumbers;
  for await (const [index, part] of correct(whole, read, shared)) {
    parts[index] = part;
  }
  return parts;
}

/** What parts come to without the events that an earlier part has. */
async function* correctedNumbers(
  whole: WholeEvents,
  parts: readonly ReadPiece[],
  { repeated }: SharedRanges,
) {
  for (const [index, ranges] of repeated) {
    const part = parts[index] as ReadPiece;
    const taken = takenRanges(ranges);
    const found = await takenOut(whole, part, { numbers: [...idsOf(ranges)], taken });
    yield [index, found ?? (await readSlice(whole, part.slice, { taken }))] as const;
  }
}

/** A part without the rows of such keys, as publish takes them out of what it came to; undefined where it has to be read again. */
async function takenOut(
  { plan, maxRecordBytes, hashBits, file }: WholeEvents,
  { slice, events, findings }: ReadPiece,
  { numbers, taken }: { readonly numbers: readonly bigint[]; readonly taken: TakenIds },
): Promise<ReadPiece | undefined> {
  const keys = { numbers, slices: [slice], taken: new Set(taken), added: 'first row' } as const;
  const finding = { plan, maxRecordBytes, hashBits, openBytes: bytesIn(file) };
  const repeated = canTakeOut(plan) ? await repeatedRows([keys], finding) : undefined;
  if (!repeated) {
    return undefined;
  }
  const left = new Findings();
  left.append({ rows: findings.rows, kinds: findings.counts() }, { source: '', linesBefore: 0 });
  left.insert(repeated.listed, [slice.source]);
  const totals = totalsWithout(plan, events.totals, repeated.rows);
  return { slice, findings: left, events: { ...events, totals, counted: repeated.counted } };
}

/**
 * The same where ids are texts: of those only hashes are known to be in several parts. So each of these parts, the first one as
 * well, tells which texts with such a hash it has, and the next ones are read without them.
 */
async function* correctedTexts(
  whole: WholeEvents,
  parts: readonly ReadPiece[],
  { repeated, first }: SharedRanges,
) {
  const taken: string[] = [];
  for (const [index, before] of parts.entries()) {
    const ranges = [...(first.get(index) ?? []), ...(repeated.get(index) ?? [])];
    if (ranges.length > 0) {
      const known = { taken: takenTexts(taken), suspects: [...idsOf(ranges)] };
      const found = await takenOut(whole, before, { ...known, numbers: known.suspects });
      const part = found ?? (await readSlice(whole, before.slice, known));
      taken.push(...part.events.counted.map(String));
      yield [index, part] as const;
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
