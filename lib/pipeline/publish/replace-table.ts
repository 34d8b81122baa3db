import type { Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import type { Input } from '../../model/inputs.ts';
import { lookedUpColumns } from '../../model/lookups.ts';
import { literalOf } from '../../store/array-literal.ts';
import type { Copying } from '../../store/derivation/publish/copy-rows.ts';
import {
  closeAsSucceeded,
  laterPublishedRun,
  lockPublishing,
  publishedBefore,
  replaceDerivation,
} from '../../store/derivation/publish/publish.ts';
import { type Staged, staged } from '../../store/derivation/stage/staged-rows.ts';
import { findRun, type Run, type RunCounts } from '../../store/runs/runs.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import type { InputPart } from '../load/slice.ts';
import { judgeDeletions, refuse } from './gates/gates.ts';
import { clearIndexes, type IndexDependencies } from './indexes.ts';
import type { MergedKeys } from './merge-partials.ts';
import { type MergedRun, rowsAmong } from './merge-run.ts';
import { publishedTotals } from './published-totals.ts';
import { total } from './total.ts';
import { idArray } from './totals-arrays.ts';

/** As for loading: publish may have to load a part once more. */
export type PublishDependencies = LoadDependencies &
  Pick<IndexDependencies, 'indexedFrom'> &
  Pick<Copying, 'copiedFrom' | 'chunksAtOnce'>;

/**
 * Replaces what the table of the result holds, and closes the run: the one transaction that readers see.
 *
 * @param merged what the parts of the run add up to; the gates have let it through
 * @returns the run as it is recorded, also when another call has published it meanwhile
 * @throws InputError GATE when too many rows would be deleted, RunClosedError when the run has ended or a later one has published
 */
export async function replaceTable(
  run: Run,
  parts: readonly InputPart[],
  { events, rows }: MergedRun,
  records: Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>,
  dependencies: PublishDependencies,
): Promise<Run> {
  const { database, config, model } = dependencies;
  const { runId, asOf, acceptDeletes } = run;
  const totals = publishedTotals(
    events,
    lookedUpColumns(model).map((column) => lookupArrays(rowsAmong(rows, column.input), column.name)),
  );
  await clearIndexes(runId, parts, dependencies);
  return await database.begin(async (transaction) => {
    await lockPublishing(transaction);
    const now = await findRun(transaction, runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    if (now?.state !== 'running') {
      throw new RunClosedError(`run ${runId} has already failed`);
    }
    const later = await laterPublishedRun(transaction, runId);
    if (later) {
      throw new RunClosedError(`a later run, ${later}, has already published`);
    }

    const before = await publishedBefore(transaction);
    const own = await completeStage(runId, model.entity, parts, transaction);
    const replacing = { runId, asOf, staged: own };
    const merged = await replaceDerivation(transaction, model, replacing, totals, dependencies);
    const limits = { maxDeleteRatio: config.ETL_MAX_DELETE_RATIO, acceptDeletes };
    refuse(judgeDeletions(model, { location: run.location, deleted: merged.deleted }, before, limits));

    const counts = { ...records, ...merged };
    if (!(await closeAsSucceeded(transaction, runId, counts))) {
      throw new RunClosedError(`run ${runId} was closed while it was published`);
    }
    return { ...now, state: 'succeeded', counts };
  });
}

function lookupArrays({ keys, lookups }: MergedKeys, column: string) {
  return { keys: idArray(keys), values: literalOf(lookups.get(column) ?? []) };
}

/**
 * The stage isn't logged: a crash of the database empties it, and then nobody may take it for the truth. Counted in the
 * transaction that publishes, which does not outlive a crash.
 */
async function completeStage(
  runId: string,
  { name }: Input,
  parts: readonly InputPart[],
  transaction: Transaction,
): Promise<Staged> {
  const own = await staged(transaction, runId);
  const loaded = total(parts.filter(({ input }) => input === name).map(({ counts }) => counts?.loaded ?? 0));
  if (own.rows === loaded) {
    return own;
  }
  throw new RunClosedError(
    `run ${runId} loaded ${loaded} ${name}, but only ${own.rows} are left: the database crashed, or was upgraded; start a new run`,
  );
}
