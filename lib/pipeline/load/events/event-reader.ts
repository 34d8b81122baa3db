import type { EventsTally } from '../../../aggregation/accumulate/events-tally.ts';
import type { EventsPlan } from '../../../model/model.ts';
import type { OnProgress, Slice } from '../slice.ts';
import { type ReadingOptions, SliceReader } from '../slice-reader.ts';
import { SlicesReader } from '../slices-reader.ts';
import { eventRows } from './event-rows.ts';
import { kernelOptions } from './kernel-options.ts';

/**
 * A reader of slices of events, of which the tally gets all that count: plain lines at once, all others by eventRows.
 *
 * @param tally one that was made for the first slice
 */
export function eventsReader(
  slices: readonly Slice[],
  plan: EventsPlan,
  tally: EventsTally,
  options: ReadingOptions,
): SlicesReader {
  const open = (slice: Slice, onProgress: OnProgress) => {
    if (slice !== slices[0]) {
      tally.beginFile(kernelOptions(slice, plan, options.maxRecordBytes));
    }
    const rowOf = eventRows(plan, slice.header, options.findings, tally);
    return new SliceReader(slice, tally, { ...options, onProgress }, (record) => {
      const row = rowOf(record);
      if (row) {
        tally.add(row);
      }
    });
  };
  return new SlicesReader(slices, open, options);
}
