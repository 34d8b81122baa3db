import type { EventsTally } from '../../../aggregation/accumulate/events-tally.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { Slice } from '../slice.ts';
import { type ReadingOptions, SliceReader } from '../slice-reader.ts';
import { eventRows } from './event-rows.ts';

/** A reader of a slice of events, of which the tally gets all that count: plain lines at once, all others by eventRows. */
export function eventReader(
  slice: Slice,
  plan: EventsPlan,
  tally: EventsTally,
  options: ReadingOptions,
): SliceReader {
  const rowOf = eventRows(plan, slice.header, options.findings, tally);
  return new SliceReader(slice, tally, options, (record) => {
    const row = rowOf(record);
    if (row) {
      tally.add(row);
    }
  });
}
