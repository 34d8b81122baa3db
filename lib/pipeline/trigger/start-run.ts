import {
  type AirflowClient,
  AirflowUnavailableError,
  type Dag,
  DagNotFoundError,
  RunExistsError,
} from '../../clients/airflow.ts';
import type { ServiceError } from '../../errors.ts';
import type { REQUEST_ID_MEMBER } from '../../request-id.ts';
import type { Budget } from '../../time-limits/budget.ts';
import type { ARRIVAL_MEMBER, Arrival } from './arrival.ts';
import type { RunConf } from './run-conf.ts';
import { refusals } from './trigger-errors.ts';

/** The file of our DAG, wherever Airflow's DAG folder is. */
const DAG_FILE = /(^|\/)etl_pipeline\.py$/;

/** Milliseconds of the budget that are kept for finding out whether a run was started, when Airflow did not say. */
const LOOK_MS = 500;

/** And for starting the run: it is only begun with so much time for the answer. */
const START_MS = 800;

/** Airflow, and how long all of it may take. */
export interface StartDependencies {
  readonly airflow: AirflowClient;
  readonly budget: Budget;
}

/**
 * What a run is started with: its conf; the id of the request, by which its log lines and the request's are found; and the
 * arrival of files that it is for, if it is.
 */
export type StartConf = RunConf & {
  readonly [REQUEST_ID_MEMBER]?: string;
  readonly [ARRIVAL_MEMBER]?: Arrival;
};

/** Airflow, for the questions before a start: they leave the time that the start takes. */
export const beforeStart = ({ airflow, budget }: StartDependencies): AirflowClient =>
  airflow.within(budget.keepingBack(START_MS + LOOK_MS));

/**
 * The DAG, if Airflow offers it. It may be paused.
 *
 * @throws ServiceError DAG_LOADING, DAG_IMPORT_ERROR
 */
export async function offered(dag: Dag | undefined, { airflow, budget }: StartDependencies): Promise<Dag> {
  if (!dag || dag.hasImportErrors) {
    throw await whyNotOffered(airflow.within(budget));
  }
  return dag;
}

/**
 * Starts a run of that id. Where Airflow does not say whether it did, it is asked for the run.
 *
 * @returns false when there is a run of that id already
 * @throws ServiceError DAG_LOADING, DAG_IMPORT_ERROR, TRIGGER_UNCERTAIN
 * @throws AirflowUnavailableError
 */
export async function startDagRun(
  runId: string,
  conf: StartConf,
  { airflow, budget }: StartDependencies,
): Promise<boolean> {
  try {
    await airflow.within(budget.keepingBack(LOOK_MS)).startRun(runId, { ...conf });
  } catch (error) {
    if (error instanceof RunExistsError) {
      return false;
    }
    if (error instanceof DagNotFoundError) {
      throw await whyNotOffered(airflow.within(budget));
    }
    if (!(error instanceof AirflowUnavailableError && error.timedOut)) {
      throw error;
    }
    await findUncertainRun(airflow.within(budget), runId, error);
  }
  return true;
}

/** The answer to a DAG that Airflow doesn't offer: broken, or not parsed yet. */
async function whyNotOffered(airflow: AirflowClient): Promise<ServiceError> {
  // Other people's broken files in the same DAG folder are no reason of ours.
  const errors = (await airflow.importErrors()).filter(({ filename }) => DAG_FILE.test(filename));
  return errors.length > 0
    ? refusals.importError(errors.map(({ filename }) => filename))
    : refusals.dagLoading();
}

/** After a POST without an answer: Airflow carries it out all the same, as a rule. */
async function findUncertainRun(
  airflow: AirflowClient,
  runId: string,
  cause: AirflowUnavailableError,
): Promise<void> {
  const found = await airflow.findRun(runId).catch(() => undefined);
  if (!found) {
    throw refusals.uncertain(cause);
  }
}
