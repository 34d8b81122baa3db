import type { Database } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { clearStages } from '../../store/derivation/stage/clear-stages.ts';
import { beginRun, closeAsFailed, keepNewestRuns, type NewRunError } from '../../store/runs/run-records.ts';
import { migrate } from '../../store/schema/migrate.ts';
import { asOfDate } from '../trigger/as-of.ts';
import { isSameRun } from './same-run.ts';

export interface FailDependencies {
  readonly database: Database;
  readonly config: Config;
}

/** What Airflow says of the failure: its reason, and the first failed task's error if it is known. */
export interface FailInput {
  readonly runId: string;
  /** Undefined when the step is invoked by hand without it. */
  readonly queuedAt?: Date | undefined;
  readonly reason: string;
  readonly error?: { readonly step: string; readonly message: string } | undefined;
}

/**
 * Closes a run as failed, also one whose first step never ran and which therefore isn't recorded yet. An
 * error that a step recorded itself is kept. A run that has ended is left as it is, and so is another run that is
 * recorded under this id: plan has refused this one.
 *
 * @returns whether the run was closed by this call
 */
export async function fail(
  { runId, queuedAt: given, reason, error }: FailInput,
  { database, config }: FailDependencies,
): Promise<{ readonly runId: string; readonly closed: boolean }> {
  await migrate(database);
  const queuedAt = given ?? new Date();
  const run = await beginRun(database, {
    runId,
    queuedAt,
    location: config.ETL_DATA_DIR,
    asOf: asOfDate(config, queuedAt),
    acceptDeletes: false,
  });
  if (!isSameRun(run, given)) {
    return { runId, closed: false };
  }
  const cause: NewRunError = {
    step: error?.step ?? 'dag',
    code: 'DAG_RUN_FAILED',
    message: error?.message ?? reason,
  };
  const closed = await closeAsFailed(database, runId, cause);
  await clearStages(database, runId);
  await keepNewestRuns(database, config.ETL_KEEP_RUNS);
  return { runId, closed };
}
