import { ApiError } from '../api/api-error.ts';
import type { AskApi } from '../api/ask.ts';
import { newestRuns, runOf } from '../api/history.ts';
import type { RunDetail } from '../runs/run-views.ts';

/**
 * The run that a command is about: that of the id, or the last one.
 *
 * @throws Error saying that there is no such run, or none at all
 */
export async function chosenRun(ask: AskApi, runId: string | undefined): Promise<RunDetail> {
  const id = runId ?? (await newestRuns(ask, 1))[0]?.runId;
  if (id === undefined) {
    throw new Error('There has been no run yet. ./run.sh etl does one.');
  }
  try {
    return await runOf(ask, id);
  } catch (error) {
    // Whether Airflow has one that is not recorded can't be known without a stack.
    if (error instanceof ApiError && ['RUN_NOT_FOUND', 'AIRFLOW_UNAVAILABLE'].includes(error.code)) {
      throw new Error(`There is no run ${id} on record. ./run.sh runs lists all runs.`);
    }
    throw error;
  }
}
