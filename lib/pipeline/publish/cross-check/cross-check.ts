import type { SortedIds } from '../../../aggregation/ids/sorted-ids.ts';
import type { Totals } from '../../../aggregation/partial/totals.ts';
import { type EventsPlan, inputNamed } from '../../../model/model.ts';
import { pagesOfRejects } from '../../../store/rejects/reject-rows.ts';
import { replaceRejects } from '../../../store/rejects/rejects.ts';
import { rejectKinds } from '../../../store/runs/run-history.ts';
import { explainKinds } from '../../findings/explain-kinds.ts';
import { Findings } from '../../findings/findings.ts';
import { DUPLICATE_ID } from '../../findings/reasons.ts';
import { rejectedKeys } from '../../findings/rejected-keys.ts';
import type { LoadDependencies } from '../../load/read-part.ts';
import type { InputPart } from '../../load/slice.ts';
import type { DividedTotals } from '../divide-totals.ts';
import { unknownCauses } from './unknown-causes.ts';
import { countUnknown, findUnknown } from './unknown-references.ts';
import { unknownRows } from './unknown-rows.ts';

/** Rejected rows that are looked at at once. */
const PAGE_ROWS = 5_000;

/** What the parts of an input of events came to together. */
export interface MergedEvents {
  readonly plan: EventsPlan;
  readonly totals: Totals;
  readonly divided: DividedTotals;
}

/**
 * What only all files together can tell: events of unknown owners, which don't count, and unknown references, which do.
 * They are counted exactly from the partials; only where there are any, their rows are found again to be listed.
 *
 * @param keysOf the keys that an input has, ascending
 * @returns how many events are rejected for it, and how many warnings there are
 * @throws InputError when a source has changed since it was loaded
 */
export async function crossCheck(
  runId: string,
  parts: readonly InputPart[],
  { plan, totals, divided }: MergedEvents,
  keysOf: (input: string) => SortedIds,
  { database, model, config }: LoadDependencies,
): Promise<{ readonly rejected: number; readonly warnings: number }> {
  const unknown = findUnknown(model, plan, totals, divided, keysOf);
  const counted = new Findings();
  countUnknown(unknown, counted);

  const kinds = await rejectKinds(database, runId);
  const ofInput = parts.filter(({ input }) => input === plan.input.name);
  const slices = ofInput.flatMap((part) => part.slices);
  const listedOf = await unknownRows(slices, plan, unknown, {
    maxRecordBytes: config.ETL_MAX_RECORD_BYTES,
    hasRepeats: kinds.some(({ input, reason }) => input === plan.input.name && reason === DUPLICATE_ID),
  });
  const rejectedOf = (input: string) => {
    const rejected = pagesOfRejects(database, runId, { input, severity: 'reject' }, PAGE_ROWS);
    const slices = parts.filter((part) => part.input === input).flatMap((part) => part.slices);
    return rejectedKeys(rejected, inputNamed(model, input), slices);
  };
  const knownOf = await unknownCauses(unknown, plan, model, rejectedOf);
  const listed = ofInput.map((part) => part.slices.flatMap((slice) => listedOf.get(slice) ?? []));
  const found = { rows: listed.flat(), counts: () => counted.counts() };
  const explained = explainKinds(found, plan.input, slices, model, knownOf);
  for (const [index, part] of ofInput.entries()) {
    await database.begin(async (transaction) => {
      const origin = { runId, part: part.part, input: part.input, finder: 'publish' } as const;
      // The partials don't say which part has how many: the first stands for all.
      await replaceRejects(transaction, origin, listed[index] ?? [], index === 0 ? explained : []);
    });
  }
  return { rejected: counted.rejected, warnings: counted.warnings };
}
