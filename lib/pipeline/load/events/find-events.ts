import { findingKernel, findingOptions, type WantedIds } from '../../../aggregation/kernel/find-rows.ts';
import type { Kernel } from '../../../aggregation/kernel/kernel.ts';
import type { EventsPlan } from '../../../model/model.ts';
import { Findings } from '../../findings/findings.ts';
import { leftEntries } from '../left-entries.ts';
import { bytesOf, type Slice } from '../slice.ts';
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
 * kernel goes by a hash, and leaves rows that are not plain to the careful path. The key of a row may have occurred before. Each row
 * must be dealt with before the next one is asked for; who has enough stops.
 *
 * @throws InputError INPUT_CHANGED when a source is gone or ends too soon
 */
export async function* findEvents(
  slices: readonly Slice[],
  options: FindOptions,
): AsyncGenerator<FoundRow, void, undefined> {
  const { plan, wanted, maxRecordBytes, hashBits } = options;
  let kernel: Kernel | undefined;
  for (const slice of slices) {
    const file = { ...findingOptions(kernelOptions(slice, plan, maxRecordBytes), wanted), hashBits };
    kernel?.beginFile(file);
    kernel ??= findingKernel(file, wanted);
    yield* findInSlice(slice, kernel, options);
  }
}

async function* findInSlice(
  slice: Slice,
  kernel: Kernel,
  { plan, maxRecordBytes, openBytes = bytesOf }: FindOptions,
): AsyncGenerator<FoundRow, void, undefined> {
  const findings = new Findings();
  findings.begin(slice.source, slice.header);
  const rowOf = eventRows(plan, slice.header, findings, ALL_NEW);
  for await (const entries of leftEntries(slice, kernel, { maxRecordBytes, openBytes })) {
    for (const record of entries.filter((entry) => entry.kind === 'record')) {
      findings.clear();
      const row = rowOf(record);
      if (row) {
        yield { row, number: kernel.numberFor(row.id), slice, findings };
      }
    }
  }
}
