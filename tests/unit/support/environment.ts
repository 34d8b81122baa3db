import { onTestFinished, vi } from 'vitest';

/** The variables without which no handler works. The addresses lead nowhere: port 9 is the discard service's. */
export const REQUIRED_SETTINGS = {
  DATABASE_URL: 'postgres://etl_owner:secret-of-owner@127.0.0.1:9/etl',
  DATABASE_READ_URL: 'postgres://etl_reader:secret-of-reader@127.0.0.1:9/etl',
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:9',
  UPSTASH_REDIS_REST_TOKEN: 'secret-token',
  AIRFLOW_URL: 'http://127.0.0.1:9',
  AIRFLOW_USERNAME: 'airflow',
  AIRFLOW_PASSWORD: 'secret-of-airflow',
} as const;

const OPTIONAL_SETTINGS = [
  'API_KEY',
  'LOG_LEVEL',
  'ETL_DATA_DIR',
  'ETL_AS_OF',
  'ETL_MAX_REJECT_RATIO',
  'ETL_MAX_DELETE_RATIO',
  'ETL_MAX_AGGREGATE_BYTES',
  'ETL_MAX_RECORD_BYTES',
  'ETL_PART_BYTES',
  'ETL_TRIGGER_COOLDOWN_S',
  'ETL_KEEP_RUNS',
  'ETL_ARRIVAL_OBJECT',
  'ETL_LOGS',
  'AIRFLOW_UI_URL',
  'MWAA_ENVIRONMENT',
] as const;

/**
 * Makes `given` the settings of this process, whatever the machine's own are, and forgets the modules loaded so
 * far, since they keep the settings that they have read. What the test needs is to be imported afterwards. The
 * environment is as before when the test ends.
 */
export function freshProcess(given: Readonly<Record<string, string>> = REQUIRED_SETTINGS): void {
  vi.resetModules();
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const name of [...Object.keys(REQUIRED_SETTINGS), ...OPTIONAL_SETTINGS]) {
    vi.stubEnv(name, given[name]);
  }
}
