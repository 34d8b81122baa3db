import { ServiceError } from '../../errors.ts';

/** Airflow cannot be reached, refuses our login, or answers what nobody can use. Never carries a secret. */
export class AirflowUnavailableError extends Error {
  override readonly name = 'AirflowUnavailableError';
  /**
   * True when the call was sent and its answer did not come in time: Airflow carries out a POST whose
   * client has gone, so the run may have been started all the same; so may one that MWAA passed on before it failed. A login that
   * timed out is not meant: after it nothing was sent.
   */
  readonly timedOut: boolean;

  constructor(message: string, options: { timedOut?: boolean } = {}) {
    super(message);
    this.timedOut = options.timedOut ?? false;
  }
}

/** What a client is told of an Airflow that can't be asked; any other error stays as it is. */
export function asServiceError(error: unknown): unknown {
  if (!(error instanceof AirflowUnavailableError)) {
    return error;
  }
  const text = 'Airflow is not available, please try again later';
  return new ServiceError('AIRFLOW_UNAVAILABLE', text, { cause: error });
}

/** Airflow does not offer the DAG for triggering: it has not parsed it yet, or its file has import errors. */
export class DagNotFoundError extends Error {
  override readonly name = 'DagNotFoundError';
  readonly dagId: string;

  constructor(dagId: string) {
    super(`Airflow has no DAG ${dagId}`);
    this.dagId = dagId;
  }
}

/** A run of that id is there already: somebody else was first. */
export class RunExistsError extends Error {
  override readonly name = 'RunExistsError';
  readonly runId: string;

  constructor(runId: string) {
    super(`Airflow already has a run ${runId}`);
    this.runId = runId;
  }
}

/** Airflow does not delete a run while it is running. */
export class RunRunningError extends Error {
  override readonly name = 'RunRunningError';
  readonly runId: string;

  constructor(runId: string) {
    super(`The run ${runId} is running, so it can't be deleted`);
    this.runId = runId;
  }
}
