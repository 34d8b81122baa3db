import type { TakenIds } from '../../aggregation/ids/taken-ids.ts';
import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import { mergeTotals } from '../../aggregation/partial/merge-totals.ts';
import { canTakeOut, totalsWithout } from '../../aggregation/partial/totals-without.ts';
import type { Id } from '../../model/id-types.ts';
import { type EventsPlan, eventsPlanOf } from '../../model/model.ts';
import { readColumns, type StoredPartial } from '../../store/runs/partials.ts';
import { Findings } from '../findings/findings.ts';
import { repeatedRows } from '../load/events/repeated-rows.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import { lockedPart, record } from '../load/record-part.ts';
import { type InputPart, refuseChanged } from '../load/slice.ts';
import { decodeFindings } from '../load/slice-findings.ts';
import { columnsOf, type PartPartials } from './run-partials.ts';

/** Keys that a part of events may have in common with others. */
export interface SharedKeys {
  /** What stands for them: of texts their hashes; undefined when they are too many to look for. */
  readonly numbers: readonly bigint[] | undefined;
  /** Those whose row that counts is in an earlier part. */
  readonly taken: TakenIds;
}

/**
 * Corrects a part of events that has keys of an earlier part, if there are few: their rows are found, and taken out of what the part
 * came to. What is recorded is what reading the part once more without these rows comes to.
 *
 * @returns of the shared keys that are not taken those whose row counts here; undefined, and nothing is recorded, when the part has to
 * be read once more
 * @throws as findEvents does, and RunClosedError when the run has ended
 */
export async function takeOutRepeats(
  runId: string,
  input: string,
  { part, slice: partial }: Pick<PartPartials, 'part' | 'slice'>,
  { numbers, taken }: SharedKeys,
  dependencies: LoadDependencies,
): Promise<readonly Id[] | undefined> {
  const { database, model } = dependencies;
  const plan = eventsPlanOf(model, input);
  if (!numbers || !(taken.isEmpty || canTakeOut(plan))) {
    return undefined;
  }
  const startedAt = new Date();
  const ofSlice = taken.isEmpty ? undefined : await readPartial(partial, plan, dependencies);
  return await database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    const keys = { numbers, slices: found.slices, taken: new Set(taken), added: 'first row' } as const;
    const repeated = await findRepeats(found, keys, plan, dependencies);
    if (repeated && ofSlice) {
      const { totals, chunks } = ofSlice;
      const findings = findingsIn(chunks, found);
      findings.insert(
        repeated.listed,
        found.slices.map(({ source }) => source),
      );
      const left = { ...totalsWithout(plan, totals, repeated.rows), idRanges: () => [] };
      const { rows: read, lines } = partial;
      const loaded = { plan, totals: left, read, lines, ends: 0, counted: repeated.counted };
      const known = { taken };
      await record(
        transaction,
        runId,
        found,
        { slices: found.slices, loaded, findings, known, startedAt },
        dependencies,
      );
    }
    return repeated?.counted;
  });
}

async function findRepeats(
  { slices }: InputPart,
  keys: Parameters<typeof repeatedRows>[0][number],
  plan: EventsPlan,
  { config, hashBits }: LoadDependencies,
) {
  await refuseChanged(slices);
  return await repeatedRows([keys], { plan, maxRecordBytes: config.ETL_MAX_RECORD_BYTES, hashBits });
}

/** What a part alone came to, and what was found in it, as it is stored. */
async function readPartial(partial: StoredPartial, plan: EventsPlan, { database }: LoadDependencies) {
  const totals = await mergeTotals(plan, columnsOf(database, [partial]));
  const chunks = await readColumns(database, partial, [COLUMNS.findings]);
  return { totals, chunks: chunks.get(COLUMNS.findings) ?? [] };
}

function findingsIn(chunks: readonly Buffer[], { slices }: InputPart): Findings {
  const findings = new Findings();
  // Their lines are those of the sources already.
  findings.append(decodeFindings(Buffer.concat(chunks), slices), { source: '', linesBefore: 0 });
  return findings;
}
