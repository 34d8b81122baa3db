import type { Aws } from './aws.ts';
import type { Services } from './services.ts';

/** The stage of the deployment that tests make. */
export const STAGE = 'prod';

/** Service and stage, in front of the name of each function. */
export const FUNCTION_PREFIX = `etl-pipeline-${STAGE}-`;

/** The key that every request of the API has to have. */
export const API_KEY = 'key-of-the-tests';

const SECRET = `etl-pipeline/${STAGE}`;

/** Stores the secrets of a stage: its services are on this machine, and have no TLS. */
export async function makeSecret(aws: Aws, { database, redis, airflow }: Services): Promise<void> {
  await aws.json('secretsmanager', 'secretsmanager.CreateSecret', {
    Name: SECRET,
    SecretString: JSON.stringify({
      DATABASE_URL: database.owner,
      DATABASE_READ_URL: database.reader,
      AIRFLOW_PASSWORD: airflow.password,
      UPSTASH_REDIS_REST_TOKEN: redis.token,
      API_KEY,
    }),
  });
}

/**
 * The settings of the stage, as arguments of sls. They are those of a person, but that S3 is behind a proxy, and that parts are
 * small, so that there are some.
 *
 * @param s3 the address of the proxy
 * @param location where the input files are
 */
export function stageArguments({ redis, airflow }: Services, s3: string, location: string): string[] {
  const reference = (name: string) => `{{resolve:secretsmanager:${SECRET}:SecretString:${name}}}`;
  const settings = {
    ETL_DATA_DIR: location,
    VPC_SUBNETS: 'subnet-00000001,subnet-00000002',
    VPC_SECURITY_GROUPS: 'sg-00000001',
    AIRFLOW_URL: airflow.url,
    AIRFLOW_USERNAME: airflow.username,
    AIRFLOW_PASSWORD: reference('AIRFLOW_PASSWORD'),
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: reference('UPSTASH_REDIS_REST_TOKEN'),
    AWS_ENDPOINT_URL_S3: s3,
    ETL_PART_BYTES: String(512 * 1024),
    ETL_TRIGGER_COOLDOWN_S: '0',
    ARRIVAL: 'ENABLED',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['--param', `${name}=${value}`]);
}
