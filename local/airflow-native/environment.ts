import { join } from 'node:path';
import connections from '../../dags/connections/aws_default.json' with { type: 'json' };
import { FUNCTION_PREFIX } from '../stack/addresses.ts';

export interface AirflowPlace {
  readonly projectDir: string;
  /** Airflow's home: virtual environment, logs, secrets; below the state folder. */
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** SQLAlchemy's address of Airflow's own database. */
  readonly databaseUrl: string;
  /** At least 64 bytes, the same in every process. */
  readonly jwtSecret: string;
  readonly secretKey: string;
  /** The Lambda Invoke API. */
  readonly lambdaEndpoint: string;
}

/** Longer than a step may take (900 s), with all its tries: so long a task may wait in a queue, or for an API that is away. */
const TASK_TOKEN_S = 3600;

/**
 * The environment of every Airflow process: real Airflow 3 with the LocalExecutor. Settings are Airflow's own
 * configuration reference; docs/decisions/009 says which were measured.
 */
export function airflowEnvironment(place: AirflowPlace): Record<string, string> {
  const url = `http://${place.host}:${place.port}`;
  // As on AWS, but with an address and without a role. Boto3's own defaults would run a slow step up to five times.
  const { extra, ...onAws } = connections.aws_default;
  const connection = {
    ...onAws,
    ...{ login: 'local', password: 'local' },
    extra: { ...extra, service_config: { lambda: { endpoint_url: place.lambdaEndpoint } } },
  };
  return {
    AIRFLOW_HOME: place.home,
    PYTHONPATH: join(place.projectDir, 'dags/config'),
    AIRFLOW_CONN_AWS_DEFAULT: JSON.stringify(connection),
    ETL_FUNCTION_PREFIX: FUNCTION_PREFIX,
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__PARALLELISM: '4',
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    AIRFLOW__CORE__DAGS_FOLDER: join(place.projectDir, 'dags'),
    AIRFLOW__CORE__PLUGINS_FOLDER: join(place.projectDir, 'dags/plugins'),
    // A paused DAG accepts runs and queues them for ever.
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION: 'false',
    AIRFLOW__CORE__AUTH_MANAGER: 'airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager',
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `${url}/execution/`,
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: place.databaseUrl,
    // Enough for all that dags/plugins/requests_in_turn.py lets in at once: a request that waits for the pool stops the API.
    AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE: '20',
    AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW: '30',
    AIRFLOW__API__HOST: place.host,
    AIRFLOW__API__PORT: String(place.port),
    AIRFLOW__API__BASE_URL: url,
    AIRFLOW__API__WORKERS: '1',
    AIRFLOW__API__SECRET_KEY: place.secretKey,
    AIRFLOW__API_AUTH__JWT_SECRET: place.jwtSecret,
    AIRFLOW__API_AUTH__JWT_ISSUER: 'etl-pipeline',
    AIRFLOW__EXECUTION_API__JWT_EXPIRATION_TIME: String(TASK_TOKEN_S),
    AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME: '0.1',
    // Its port would be the same in every stack; the API's own health check sees the scheduler's heartbeat.
    AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK: 'false',
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: '5',
    // Its default of 5 s fails tasks on a busy machine.
    AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT: '30',
    AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(place.home, 'logs'),
    // Nothing of ours is sent anywhere.
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'false',
    // macOS: a forked process that has used the network may crash without it.
    no_proxy: '*',
  };
}
