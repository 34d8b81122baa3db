import { type AirflowClient, asServiceError, type DagRun } from '../../clients/airflow.ts';
import type { RequestDatabase } from '../../clients/request-database.ts';
import type { Config } from '../../config.ts';
import { messageOf, ServiceError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { requestIdIn } from '../../request-id.ts';
import { clearStages } from '../../store/derivation/stage/clear-stages.ts';
import {
  closeAsCancelled,
  type NewRun,
  type NewRunError,
  recordCancelled,
} from '../../store/runs/run-records.ts';
import { findRun, type Run } from '../../store/runs/runs.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { asOfDate } from '../trigger/as-of.ts';
import { runConfOrNone } from '../trigger/run-conf.ts';

/** So long Airflow is waited for, to stop what it does for a run that is closed already. */
const ENDING_MS = 2_000;

/** Of the request's budget so much is left to clear what the run has staged, and to answer. */
const CLEARING_MS = 1_000;

const CANCELLED: NewRunError = { step: 'dag', code: 'CANCELLED', message: 'the run was cancelled' };

export interface CancelDependencies {
  /** As the owner of the tables: to close a run is to write. */
  readonly ownDatabase: RequestDatabase;
  readonly airflow: Pick<AirflowClient, 'findRun' | 'failRun' | 'within'>;
  readonly config: Pick<Config, 'ETL_AS_OF' | 'ETL_DATA_DIR'>;
  readonly logger: Logger;
  readonly budget: Budget;
}

/**
 * Cancels a run that is queued or running. Its record is closed first: each step asks it right before its commit, so from
 * then on nothing of the run is published, whatever Airflow does. Then Airflow is told to stop; that it can't be told does
 * not undo the cancellation.
 *
 * @throws ServiceError RUN_NOT_FOUND; RUN_ENDED when the run has ended already, as another cancellation or publish was
 *   faster; AIRFLOW_UNAVAILABLE when only Airflow could say whether there is such a run
 * @throws DatabaseUnavailableError
 */
export async function cancel(runId: string, dependencies: CancelDependencies): Promise<void> {
  await closeRecord(runId, dependencies);
  dependencies.logger.info('run cancelled', { runId });
  await endDagRun(runId, dependencies);
  await clear(runId, dependencies);
}

async function closeRecord(runId: string, dependencies: CancelDependencies): Promise<void> {
  const { ownDatabase } = dependencies;
  const recorded = await ownDatabase.ask((sql) => findRun(sql, runId));
  const isClosed = recorded
    ? await ownDatabase.ask((sql) => closeAsCancelled(sql, runId, CANCELLED))
    : await recordQueued(runId, dependencies);
  if (!isClosed) {
    throw ended(runId, await ownDatabase.ask((sql) => findRun(sql, runId)));
  }
}

/** Records a run as cancelled that Airflow has not begun. Returns false when it has ended. */
async function recordQueued(
  runId: string,
  { airflow, config, ownDatabase }: CancelDependencies,
): Promise<boolean> {
  const dagRun = await airflow.findRun(runId).catch((error: unknown) => {
    throw asServiceError(error);
  });
  // A DAG run that succeeded without a record is one whose record was deleted: ETL_KEEP_RUNS.
  if (!dagRun || dagRun.state === 'success') {
    throw new ServiceError('RUN_NOT_FOUND', `There is no run ${runId}`);
  }
  if (dagRun.state === 'failed') {
    return false;
  }
  const run = newRun(dagRun, config);
  return await ownDatabase.ask((sql) => recordCancelled(sql, run, CANCELLED));
}

/** What plan would have recorded of it. */
function newRun(
  { runId, runAfter, queuedAt: given, conf }: DagRun,
  config: CancelDependencies['config'],
): NewRun {
  // The moment that the DAG tells its steps.
  const queuedAt = runAfter ?? given ?? new Date();
  const { asOf = asOfDate(config, queuedAt), acceptDeletes = false } = runConfOrNone(conf);
  const requestId = requestIdIn(conf);
  return { runId, queuedAt, location: config.ETL_DATA_DIR, asOf, acceptDeletes, requestId };
}

/** The error of a run that has ended. @param run its record, if there is one */
export function ended(runId: string, run: Run | undefined): ServiceError {
  const how =
    run?.error?.code === 'CANCELLED' ? 'was already cancelled' : `has already ${run?.state ?? 'failed'}`;
  return new ServiceError('RUN_ENDED', `Run ${runId} ${how}: there is nothing to cancel`);
}

/** Tells Airflow to stop the run. Where it can't be told, its steps find the record closed. */
async function endDagRun(runId: string, { airflow, logger, budget }: CancelDependencies): Promise<void> {
  const told = airflow.within(budget.keepingBack(CLEARING_MS).atMost(ENDING_MS));
  try {
    const isThere = await told.failRun(runId);
    logger.info('dag run ended', { runId, isThere });
  } catch (error) {
    logger.warn('the DAG run of a cancelled run could not be ended', { runId, reason: messageOf(error) });
  }
}

/** Clears what the run has staged. What is left, the next run clears. */
async function clear(runId: string, { ownDatabase, logger }: CancelDependencies): Promise<void> {
  try {
    await ownDatabase.ask((sql) => clearStages(sql, runId));
  } catch (error) {
    logger.warn('what a cancelled run has staged could not be cleared', { runId, reason: messageOf(error) });
  }
}
