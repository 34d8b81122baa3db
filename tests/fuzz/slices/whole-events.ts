import type { EventTotals, Totals } from '../../../lib/aggregation/partial/totals.ts';
import { recordShape } from '../../../lib/csv/header/record-shape.ts';
import type { EventsPlan } from '../../../lib/model/model.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { findBoundaries } from '../../../lib/pipeline/plan/boundaries.ts';
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

/** The slices that records at about these places begin. */
export async function cut({ slice, file, maxRecordBytes }: WholeEvents, count: number): Promise<Slice[]> {
  const { fromByte, toByte = file.length, fromLine, header } = slice;
  const size = Math.ceil((toByte - fromByte) / count);
  const targets = Array.from({ length: count - 1 }, (_, index) => fromByte + (index + 1) * size);
  const start = { byte: fromByte, line: fromLine };
  const open = (buffer: () => Buffer) => bytesIn(file)(slice, buffer);
  const begins = [
    start,
    ...(await findBoundaries(start, recordShape(header, maxRecordBytes), targets, open)),
  ];
  return begins.map(({ byte, line }, index) => {
    return { ...slice, fromByte: byte, fromLine: line, toByte: begins[index + 1]?.byte ?? toByte };
  });
}

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
