import { replaceRejects } from '../../../store/rejects/rejects.ts';
import type { rejectKinds } from '../../../store/runs/run-history.ts';
import type { Run } from '../../../store/runs/runs.ts';
import { explainKinds } from '../../findings/explain-kinds.ts';
import { Findings } from '../../findings/findings.ts';
import { DUPLICATE_ID } from '../../findings/reasons.ts';
import type { LoadDependencies } from '../../load/read-part.ts';
import type { InputPart } from '../../load/slice.ts';
import type { MergedKeys } from '../merge-partials.ts';
import { FutureDates } from './future-dates.ts';

/** Records the dates that are after the as-of date. Returns how many there are. */
export async function noteFutureDates(
  { runId, asOf }: Run,
  parts: readonly InputPart[],
  { latest }: MergedKeys,
  kinds: Awaited<ReturnType<typeof rejectKinds>>,
  { database, model, config }: LoadDependencies,
): Promise<number> {
  const hasRepeats = kinds.some(
    ({ input, reason }) => input === model.entity.name && reason === DUPLICATE_ID,
  );
  const limits = { maxRecordBytes: config.ETL_MAX_RECORD_BYTES };
  const dates = new FutureDates(model, { latest, asOf, hasRepeats, ...limits });
  let warnings = 0;
  for (const { part, input, slices } of parts) {
    if (input === model.entity.name && dates.areThere) {
      const findings = new Findings();
      await dates.note(slices, findings);
      await database.begin(async (transaction) => {
        const origin = { runId, part, input, finder: 'publish' } as const;
        const kinds = explainKinds(findings, model.entity, slices, model);
        await replaceRejects(transaction, origin, findings.rows, kinds);
      });
      warnings += findings.warnings;
    }
  }
  return warnings;
}
