import { randomBytes } from 'node:crypto';
import type { PostgresAccess } from '../postgres/start-postgres.ts';
import type { Settings } from './settings.ts';

/** What our functions are called in the Lambda Invoke API: service and stage of serverless.yml. */
export const FUNCTION_PREFIX = 'etl-pipeline-local-';

/** What shows the log lines of a run, unless a setting says otherwise. */
const LOGS_COMMAND = './run.sh logs {runId}';

/** Where the parts of a running stack are, with what it takes to be let in. */
export interface Addresses {
  readonly api: string;
  readonly lambda: string;
  readonly airflow: { readonly url: string; readonly username: string; readonly password: string };
  readonly redis: { readonly url: string; readonly token: string };
  readonly database: { readonly admin: string; readonly owner: string; readonly reader: string };
}

/** Where all of a stack listens. */
export const HOST = '127.0.0.1';

/** Where a part of a stack is that listens on a port. */
export const addressOf = (port: number): string => `http://${HOST}:${port}`;

/** Where the parts of a stack of these settings are. Redis gets a new token. */
export function addressesOf(settings: Settings, database: Addresses['database']): Addresses {
  return {
    api: addressOf(settings.apiPort),
    lambda: addressOf(settings.lambdaPort),
    airflow: { url: addressOf(settings.airflowPort), username: 'airflow', password: 'airflow' },
    redis: { url: addressOf(settings.redisPort), token: randomBytes(24).toString('base64url') },
    database,
  };
}

/** The addresses of Postgres for each role. */
export function databaseUrls({ adminUrl, passwords }: PostgresAccess) {
  const as = (role: string, password: string) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    admin: adminUrl,
    owner: as('etl_owner', passwords.owner),
    reader: as('etl_reader', passwords.reader),
  };
}

/** The environment of the handlers. Every setting is in it, so that no .env file of another stack gets in. */
export function handlerEnvironment(settings: Settings, addresses: Addresses): Record<string, string> {
  const { ETL_LOGS, AIRFLOW_UI_URL } = settings.handlers;
  return {
    ...settings.handlers,
    ETL_LOGS: ETL_LOGS || LOGS_COMMAND,
    // The emulator has no pages.
    AIRFLOW_UI_URL: AIRFLOW_UI_URL || (settings.realAirflow ? addresses.airflow.url : ''),
    API_PORT: String(settings.apiPort),
    LAMBDA_PORT: String(settings.lambdaPort),
    ETL_SERVES: '', // both: this stack has one server
    ETL_DATA_DIR: settings.dataDir,
    DATABASE_URL: addresses.database.owner,
    DATABASE_READ_URL: addresses.database.reader,
    UPSTASH_REDIS_REST_URL: addresses.redis.url,
    UPSTASH_REDIS_REST_TOKEN: addresses.redis.token,
    AIRFLOW_URL: addresses.airflow.url,
    AIRFLOW_USERNAME: addresses.airflow.username,
    AIRFLOW_PASSWORD: addresses.airflow.password,
    LAMBDA_ENDPOINT: addresses.lambda,
  };
}
