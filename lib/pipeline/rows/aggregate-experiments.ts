import { Kernel } from '../../csv/kernel/kernel.ts';
import { compoundsOf, idBitsOf, usersOf } from '../../csv/kernel/totals.ts';
import { repeatedIds } from '../../csv/kernel/wide-ids.ts';
import type { Features } from '../../feature-kinds.ts';
import type { Findings } from '../findings.ts';
import { bytesOf, type PartSource, recordOptions } from '../inputs.ts';
import { type IdRun, idsOf, runsOf, runsOfBits, withoutRuns } from '../partial/id-runs.ts';
import type { ExperimentTotals } from '../partial/partial.ts';
import { experimentRows } from './experiments.ts';
import { readPart } from './read-part.ts';

/** How many records there were, and what those that count add up to. */
export type AggregatedExperiments = { readonly read: number; readonly totals: ExperimentTotals };

export interface AggregateOptions {
  readonly features: Features;
  /** Where what is wrong with rows is noted. */
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  /** Experiments that an earlier part has: their rows in this one are duplicates. */
  readonly taken?: readonly IdRun[];
  /** Gives the part's bytes; called a second time when ids beyond 2^27 repeat, which is known only at the end. */
  readonly openBytes?: typeof bytesOf;
}

/**
 * Reads a part of the experiments: plain lines in the kernel, all others by the rules of experimentRows.
 *
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function aggregateExperiments(
  part: PartSource,
  { features, findings, maxRecordBytes, taken = [], openBytes = bytesOf }: AggregateOptions,
): Promise<AggregatedExperiments> {
  let suspects: readonly bigint[] = [];
  for (;;) {
    findings.clear();
    const kernel = new Kernel({
      ...recordOptions(part, maxRecordBytes),
      columns: part.header.columns,
      slots: features.slots,
      suspects,
      taken: idsOf(taken),
    });
    const rowOf = experimentRows(part.header.columns, features, findings, kernel);
    const read = await readPart(part, kernel, { findings, maxRecordBytes, openBytes }, (record) => {
      const row = rowOf(record);
      if (row) kernel.add(row.userId, row.values, row.compounds);
    });
    kernel.takeWideIds(true);
    const wideIds = kernel.wideIds.sorted();
    suspects = repeatedIds(wideIds);
    if (suspects.length === 0) return { read, totals: totalsOf(kernel, wideIds, taken) };
  }
}

function totalsOf(kernel: Kernel, wideIds: BigUint64Array, taken: readonly IdRun[]): ExperimentTotals {
  return {
    aggregates: { size: kernel.exports.userCount(), entries: () => usersOf(kernel) },
    *idRuns() {
      yield* withoutRuns(runsOfBits(idBitsOf(kernel)), taken);
      yield* runsOf(wideIds);
    },
    compounds: { entries: () => compoundsOf(kernel) },
  };
}
