import type { Services } from './services.ts';

/** The stage of the deployment that tests make. */
export const STAGE = 'prod';

/** Service and stage, in front of the name of each function. */
export const FUNCTION_PREFIX = `etl-pipeline-${STAGE}-`;

/** The settings of a deployment whose services are on this machine. */
export function stageSettings(
  { database, redis, airflow }: Services,
  s3: string,
  location: string,
): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: database.owner,
    DATABASE_READ_URL: database.reader,
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
    AIRFLOW_URL: airflow.url,
    AIRFLOW_USERNAME: airflow.username,
    AIRFLOW_PASSWORD: airflow.password,
    AWS_ENDPOINT_URL_S3: s3,
    ETL_DATA_DIR: location,
    ETL_PART_BYTES: '65536',
    ETL_TRIGGER_COOLDOWN_S: '0',
  };
}
