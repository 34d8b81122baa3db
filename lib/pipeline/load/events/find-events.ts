import { findingKernel, findingOptions, type WantedIds } from '../../../aggregation/kernel/find-rows.ts';
import type { Kernel } from '../../../aggregation/kernel/kernel.ts';
import { PlainFirstReader } from '../../../csv/plain-first-reader.ts';
import type { EventsPlan } from '../../../model/model.ts';
import { Findings } from '../../findings/findings.ts';
import { eachEntry } from '../rows/each-record.ts';
import { bytesOf, orChanged, recordOptions, type Slice } from '../slice.ts';
import { type EventIds, type EventRow, eventRows } from './event-rows.ts';
import { kernelOptions } from './kernel-options.ts';

export interface FindOptions {
  readonly plan: EventsPlan;
  readonly wanted: WantedIds;
  readonly maxRecordBytes: number;
  readonly openBytes?: typeof bytesOf;
  /** As KernelOptions have it. */
  readonly hashBits?: number | undefined;
}

/** What is told of a row that was found. */
export interface FoundRow {
  readonly row: EventRow;
  /** What stands for its key among wanted ones: of a text its hash. */
  readonly number: bigint;
  readonly slice: Slice;
  /** What reading it has found, beside what makes it a repetition: it stands until the next row. */
  readonly findings: Findings;
}

/** Of keys none occurs again: whoever asks for rows knows which of them count. */
const ALL_NEW: EventIds = { addId: () => true };

/**
 * Finds rows of events again, in file order: all rows whose values are usable and that have a wanted id, and some others, since the
 * kernel goes by a hash, and leaves rows that are not plain to the careful path. The key of a row may have occurred before.
 *
 * @param onRow told of each row at once: its record is that of the bytes that are read
 * @param isDone asked after each megabyte, or less, whether to stop
 * @throws InputError INPUT_CHANGED when a source is gone or ends too soon
 */
export async function findEvents(
  slices: readonly Slice[],
  { plan, wanted, maxRecordBytes, openBytes = bytesOf, hashBits }: FindOptions,
  onRow: (found: FoundRow) => void,
  isDone: () => boolean = () => false,
): Promise<void> {
  let kernel: Kernel | undefined;
  for (const slice of slices) {
    if (isDone()) {
      return;
    }
    const options = { ...findingOptions(kernelOptions(slice, plan, maxRecordBytes), wanted), hashBits };
    if (kernel) {
      kernel.beginFile(options);
    }
    kernel ??= findingKernel(options, wanted);
    const finder = kernel;
    const findings = new Findings();
    findings.begin(slice.source, slice.header);
    const rowOf = eventRows(plan, slice.header, findings, ALL_NEW);
    const reader = new PlainFirstReader(finder, recordOptions(slice, maxRecordBytes));
    const add = (entries: Parameters<typeof eachEntry>[0]) => {
      eachEntry(entries, findings, (record) => {
        findings.clear();
        const row = rowOf(record);
        if (row) {
          onRow({ row, number: finder.numberFor(row.id), slice, findings });
        }
      });
      findings.clear();
    };
    try {
      for await (const chunk of openBytes(slice, () => finder.input)) {
        for (const entries of reader.read(chunk)) {
          add(entries);
        }
        if (isDone()) {
          return;
        }
      }
    } catch (error) {
      throw orChanged(error);
    }
    add(reader.finish());
  }
}
