import { isDeepStrictEqual } from 'node:util';
import { EventsTally } from '../../../lib/aggregation/accumulate/events-tally.ts';
import { kernelModule } from '../../../lib/aggregation/kernel/compiled.ts';
import { totalsOf } from '../../../lib/aggregation/kernel/totals.ts';
import type { Totals } from '../../../lib/aggregation/partial/totals.ts';
import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import { eventRows } from '../../../lib/pipeline/load/events/event-rows.ts';
import { kernelOptions } from '../../../lib/pipeline/load/events/kernel-options.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { SliceReader } from '../../../lib/pipeline/load/slice-reader.ts';
import { inspected } from './inspected.ts';
import { bytesIn, comparable, type WholeEvents } from './whole-events.ts';

/**
 * Reads events in two halves, of which the first takes over what the second came to, as two threads do.
 *
 * @param pieces the slices of the source, where they are
 * @throws Error when that comes to something else
 */
export async function compareHalves(whole: WholeEvents, pieces: readonly Slice[]): Promise<void> {
  const halves = await readInHalves(whole, pieces);
  const expected = comparable(whole.totals);
  if (halves && !isDeepStrictEqual(comparable(halves), expected)) {
    throw new Error(`halves and whole differ: ${inspected(comparable(halves))} and ${inspected(expected)}`);
  }
}

/** Undefined when an event is in both halves, or there are no two of them. */
async function readInHalves(whole: WholeEvents, pieces: readonly Slice[]): Promise<Totals | undefined> {
  const second = pieces[Math.ceil(pieces.length / 2)];
  if (!second) {
    return undefined;
  }
  const first = { ...whole.slice, toByte: second.fromByte };
  const rest = { ...whole.slice, fromByte: second.fromByte };
  const [own, other] = [await tallied(first, whole), await tallied(rest, whole)];
  if (!own.absorb(other.state())) {
    return undefined;
  }
  own.kernel.takeWideIds(true);
  const wide = own.kernel.wideIds.sorted();
  const isRepeated = wide.some((id, index) => id === wide[index - 1]);
  return isRepeated ? undefined : { ...totalsOf(own.kernel), accumulated: own.accumulated() };
}

async function tallied(
  slice: Slice,
  { plan, maxRecordBytes, hashBits, file }: WholeEvents,
): Promise<EventsTally> {
  const findings = new Findings();
  const tally = new EventsTally(plan, {
    kernel: { ...kernelOptions(slice, plan, maxRecordBytes), hashBits },
    module: kernelModule(),
  });
  const rowOf = eventRows(plan, slice.header, findings, tally);
  const reader = new SliceReader(
    slice,
    tally,
    { findings, maxRecordBytes, openBytes: bytesIn(file) },
    (record) => {
      const row = rowOf(record);
      if (row) {
        tally.add(row);
      }
    },
  );
  await reader.readTo(slice.toByte);
  reader.finish();
  return tally;
}
