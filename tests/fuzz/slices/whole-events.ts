import type { EventTotals, Totals } from '../../../lib/aggregation/partial/totals.ts';
import type { EventsPlan } from '../../../lib/model/model.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { plainTotals } from '../../support/event-totals.ts';

/** A slice of events that can be read, and what it adds up to when it is read at once. */
export interface WholeEvents {
  readonly slice: Slice;
  readonly plan: EventsPlan;
  readonly maxRecordBytes: number;
  /** Bits of the hashes of texts; all, without it. */
  readonly hashBits?: number | undefined;
  readonly file: Buffer;
  readonly totals: EventTotals;
}

/** Totals without what may differ in them: how many words a value takes. */
export const comparable = (totals: Totals) => ({
  ...plainTotals(totals),
  accumulated: totals.accumulated,
});

/** Gives the bytes of a slice of a file, as large a chunk as fits where they go. */
export const bytesIn = (file: Buffer) =>
  async function* open(
    { fromByte, toByte = file.length }: Slice,
    buffer: () => Buffer = () => Buffer.alloc(1 << 16),
  ): AsyncGenerator<Buffer, void, undefined> {
    for (let at = fromByte; at < toByte; ) {
      const into = buffer();
      const length = file.copy(into, 0, at, Math.min(toByte, at + into.length));
      yield await Promise.resolve(into.subarray(0, length));
      at += length;
    }
  };
