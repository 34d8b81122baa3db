import { RunClosedError } from '../../errors.ts';
import { clearStages } from '../../store/derivation/stage/clear-stages.ts';
import { partsOf } from '../../store/runs/parts.ts';
import { keepNewestRuns, recordPublishing } from '../../store/runs/run-records.ts';
import { findRun, type Run, type RunCounts } from '../../store/runs/runs.ts';
import type { InputPart } from '../load/slice.ts';
import { refuseUsedId } from '../runs/same-run.ts';
import { buildIndexes, rebuildIndexes } from './indexes.ts';
import { judgeRun } from './judge-run.ts';
import { mergeRun } from './merge-run.ts';
import { placePieces } from './place-pieces.ts';
import { type PublishDependencies, replaceTable } from './replace-table.ts';

export interface PublishInput {
  readonly runId: string;
  /** Undefined when the step is invoked by hand without it. */
  readonly queuedAt?: Date | undefined;
}

export type PublishResult = { readonly runId: string } & { readonly [K in keyof RunCounts]: number | null };

/**
 * Merges what the parts add up to into the table of the result, in one transaction, if all gates are passed. Done
 * again, or twice at once, it answers with what the first call recorded.
 *
 * @throws InputError GATE when the result must not replace the table, RUN_ID_USED when another run is recorded under this
 *   id; the table is as it was
 * @throws RunClosedError when the run has failed, or a later run has published already
 */
export async function publish(
  { runId, queuedAt }: PublishInput,
  dependencies: PublishDependencies,
): Promise<PublishResult> {
  const { database, config } = dependencies;
  const run = await findRun(database, runId);
  if (!run) {
    throw new RunClosedError(`run ${runId} is not recorded`);
  }
  refuseUsedId(run, queuedAt);
  if (run.state === 'failed') {
    throw new RunClosedError(`run ${runId} has already failed`);
  }
  const published = run.state === 'succeeded' ? run : await publishOrFollow(run, dependencies);
  // Also when an earlier call published: it may not have come so far.
  await clearStages(database, runId);
  await keepNewestRuns(database, config.ETL_KEEP_RUNS);
  await buildIndexes(published, dependencies);
  return { runId, ...published.counts };
}

/**
 * Of two calls at once the slower one finds its ground gone, and answers with what the other recorded. So does one whose run
 * was cancelled meanwhile: what it was about to read is cleared, which is no error of its own.
 */
async function publishOrFollow(run: Run, dependencies: PublishDependencies): Promise<Run> {
  try {
    return await publishRunning(run, dependencies);
  } catch (error) {
    await rebuildIndexes(run.runId, dependencies);
    const now = await findRun(dependencies.database, run.runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    throw now?.state === 'failed' ? new RunClosedError(`run ${run.runId} has already failed`) : error;
  }
}

async function publishRunning(run: Run, dependencies: PublishDependencies): Promise<Run> {
  const { database } = dependencies;
  const planned = (await partsOf(database, run.runId)) as InputPart[];
  const pending = planned.filter(({ state }) => state === 'pending');
  if (planned.length === 0 || pending.length > 0) {
    throw new Error(`${pending.length} of ${planned.length} parts of run ${run.runId} are not loaded yet`);
  }

  await recordPublishing(database, run.runId);
  const readAgain = await placePieces(run.runId, planned, dependencies);
  if (readAgain > 0) {
    dependencies.logger.warn('parts were read again', { runId: run.runId, parts: readAgain });
  }
  const merged = await mergeRun(run.runId, planned, dependencies);
  // As they are by now: one of them may have been corrected.
  const parts = (await partsOf(database, run.runId)) as InputPart[];
  const records = await judgeRun(run, parts, merged, dependencies);
  return await replaceTable(run, parts, merged, records, dependencies);
}
