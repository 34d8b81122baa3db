import type { Environment } from '../aws/environment.ts';
import type { AirflowClient } from './airflow/airflow-client.ts';
import { clientOf } from './airflow/client.ts';
import { MwaaSession } from './airflow/mwaa-session.ts';
import { PasswordSession } from './airflow/password-session.ts';

export type { AirflowClient, AirflowHealth, Dag } from './airflow/airflow-client.ts';
export {
  AirflowUnavailableError,
  asServiceError,
  DagNotFoundError,
  RunExistsError,
  RunRunningError,
} from './airflow/errors.ts';
export { type DagRun, type DagRunState, dagRunStates, type TaskInstance } from './airflow/shapes.ts';

interface CommonOptions {
  /** Which DAG; default `etl_pipeline`. */
  dagId?: string;
  /** Milliseconds each HTTP request may take; default 5000. A method makes one, and a login when it needs one. */
  timeoutMs?: number;
}

export interface AirflowOptions extends CommonOptions {
  /** Where Airflow's API server is, for instance http://127.0.0.1:8080; a path in front of /api is kept. */
  url: string;
  username: string;
  password: string;
}

export interface MwaaOptions extends CommonOptions {
  /** The name of the environment of Amazon MWAA. */
  name: string;
  /** Variables with the region and the credentials, as process.env has them. */
  environment: Environment;
}

/**
 * A client for the REST API v2 of Airflow 3 (3.0.6 or newer) and one DAG, as a user with a password. Nothing is sent before the
 * first call; the token is fetched then and kept. The answers it relies on are pinned by tests/contract/airflow.
 */
export function connectAirflow({ dagId, timeoutMs = 5000, ...access }: AirflowOptions): AirflowClient {
  return clientOf(new PasswordSession({ ...access, timeoutMs }), dagId);
}

/** The same for an Airflow on Amazon MWAA, with the credentials of AWS that the environment names. */
export function connectMwaa({ dagId, timeoutMs = 5000, ...access }: MwaaOptions): AirflowClient {
  return clientOf(new MwaaSession({ ...access, timeoutMs }), dagId);
}
