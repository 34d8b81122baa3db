import type { ExperimentsPartial } from '../../aggregation/partial/partial.ts';
import type { Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import {
  closeAsSucceeded,
  laterPublishedRun,
  lockPublishing,
  mergeDerivation,
  publishedBefore,
} from '../../store/derivation/publish.ts';
import { clearStages, stagedUsers } from '../../store/derivation/stage.ts';
import { INPUT_NAMES, partsOf } from '../../store/runs/parts.ts';
import { keepNewestRuns, recordReadCounts } from '../../store/runs/run-records.ts';
import { findRun, type Run, type RunCounts } from '../../store/runs/runs.ts';
import { type LoadDependencies, reload } from '../load/load.ts';
import type { InputPart } from '../load/part-source.ts';
import { refuseUsedId } from '../runs/same-run.ts';
import { crossCheck } from './cross-check.ts';
import { type FileCounts, judgeDeletions, judgeInputs, refuse } from './gates.ts';
import { type DividedTotals, divideTotals, mergeIdsOf, mergePartials } from './merge-partials.ts';

/** As for loading: publish may have to load a part once more. */
export type PublishDependencies = LoadDependencies;

export interface PublishInput {
  readonly runId: string;
  /** Undefined when the step is invoked by hand without it. */
  readonly queuedAt?: Date | undefined;
}

export type PublishResult = { readonly runId: string } & { readonly [K in keyof RunCounts]: number | null };

/**
 * Merges what the parts add up to into users_derivation, in one transaction, if all gates are passed. Done
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
    throw new RunClosedError(`run ${runId} has failed already`);
  }
  const published = run.state === 'succeeded' ? run : await publishOrFollow(run, dependencies);
  // Also when an earlier call published: it may not have come so far.
  await clearStages(database, runId);
  await keepNewestRuns(database, config.ETL_KEEP_RUNS);
  return { runId, ...published.counts };
}

/** Of two calls at once the slower one finds its ground gone, and answers with what the other recorded. */
async function publishOrFollow(run: Run, dependencies: PublishDependencies): Promise<Run> {
  try {
    return await publishRunning(run, dependencies);
  } catch (error) {
    const now = await findRun(dependencies.database, run.runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    throw error;
  }
}

async function publishRunning(run: Run, dependencies: PublishDependencies): Promise<Run> {
  const { database, config } = dependencies;
  const planned = await partsOf(database, run.runId);
  const pending = planned.filter(({ state }) => state === 'pending');
  if (planned.length === 0 || pending.length > 0) {
    throw new Error(`${pending.length} of ${planned.length} parts of run ${run.runId} are not loaded yet`);
  }

  const merged = await mergeWithoutRepeats(run.runId, dependencies);
  const parts = (await partsOf(database, run.runId)) as InputPart[];
  const totals = divideTotals(merged, await mergeIdsOf(run.runId, 'users', database));
  const crossChecked = await crossCheck(run.runId, parts, merged, totals, dependencies);

  const files = INPUT_NAMES.map((input) => fileCounts(input, parts, crossChecked.rejected));
  const read = total(files.map((file) => file.read));
  const rejected = total(files.map((file) => file.rejected));
  const warnings = crossChecked.warnings + total(parts.map(({ counts }) => counts?.warnings ?? 0));
  const records = { read, loaded: read - rejected, rejected, warnings };
  await recordReadCounts(database, run.runId, records);

  refuse(judgeInputs(files, totals.overflows, { maxRejectRatio: config.ETL_MAX_REJECT_RATIO }));
  return await replaceTable(run, parts, totals, records, dependencies);
}

/**
 * Adds up the parts. One that has experiments of an earlier part is read once more without them: only now are all ids known.
 */
async function mergeWithoutRepeats(
  runId: string,
  dependencies: PublishDependencies,
): Promise<ExperimentsPartial> {
  const { merged, repeated } = await mergePartials(runId, dependencies);
  if (repeated.size === 0) {
    return merged;
  }
  for (const [part, taken] of repeated) {
    await reload({ runId, part }, taken, dependencies);
  }
  const again = await mergePartials(runId, dependencies);
  if (again.repeated.size > 0) {
    throw new Error(`parts of run ${runId} still share experiments`);
  }
  return again.merged;
}

/** The one transaction that readers see. */
async function replaceTable(
  run: Run,
  parts: readonly InputPart[],
  totals: DividedTotals,
  records: Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>,
  { database, config, features }: PublishDependencies,
): Promise<Run> {
  const { runId, asOf, acceptDeletes } = run;
  return await database.begin(async (transaction) => {
    await lockPublishing(transaction);
    const now = await findRun(transaction, runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    if (now?.state !== 'running') {
      throw new RunClosedError(`run ${runId} has failed already`);
    }
    const later = await laterPublishedRun(transaction, runId);
    if (later) {
      throw new RunClosedError(`run ${later}, which began after run ${runId}, has published already`);
    }

    const before = await publishedBefore(transaction);
    const users = await countStagedUsers(runId, parts, transaction);
    const merged = await mergeDerivation(transaction, features, { runId, asOf, users }, totals.known);
    const limits = { maxDeleteRatio: config.ETL_MAX_DELETE_RATIO, acceptDeletes };
    refuse(judgeDeletions({ location: run.location, deleted: merged.deleted }, before, limits));

    const counts = { ...records, ...merged };
    if (!(await closeAsSucceeded(transaction, runId, counts))) {
      throw new RunClosedError(`run ${runId} was closed while it was published`);
    }
    return { ...now, state: 'succeeded', counts };
  });
}

/**
 * The stage isn't logged: a crash of the database empties it, and then nobody may take it for the truth. Counted in the
 * transaction that publishes, which does not outlive a crash.
 */
async function countStagedUsers(
  runId: string,
  parts: readonly InputPart[],
  transaction: Transaction,
): Promise<number> {
  const users = await stagedUsers(transaction, runId);
  const loaded = total(
    parts.filter(({ input }) => input === 'users').map(({ counts }) => counts?.loaded ?? 0),
  );
  if (users === loaded) {
    return users;
  }
  throw new RunClosedError(
    `run ${runId} loaded ${loaded} users, ${users} are left: the database crashed, start a new run`,
  );
}

function fileCounts(
  input: FileCounts['input'],
  parts: readonly InputPart[],
  unknownUsers: number,
): FileCounts {
  const own = parts.filter((part) => part.input === input).map(({ counts }) => counts);
  const rejected = total(own.map((counts) => counts?.rejected ?? 0));
  return {
    input,
    read: total(own.map((counts) => counts?.read ?? 0)),
    rejected: input === 'experiments' ? rejected + unknownUsers : rejected,
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
