import type { StageParams } from '../../../../aws/plugin/stage-params.ts';

/** A reference to a secret, as a stage has it. */
export const secret = (name: string): string =>
  `{{resolve:secretsmanager:etl-pipeline/prod:SecretString:${name}}}`;

/** The settings of a stage that lacks nothing. */
export const completeParams: StageParams = {
  DATABASE_URL: secret('DATABASE_URL'),
  DATABASE_READ_URL: secret('DATABASE_READ_URL'),
  API_KEY: secret('API_KEY'),
  ETL_DATA_DIR: 's3://bucket/input',
  VPC_SUBNETS: 'subnet-0a1b2c3d,subnet-0b2c3d4e',
  VPC_SECURITY_GROUPS: 'sg-0c3d4e5f',
  MWAA_ENVIRONMENT: 'my-airflow',
};

/** The same without some of them. */
export function paramsWithout(...names: readonly string[]): StageParams {
  return Object.fromEntries(Object.entries(completeParams).filter(([name]) => !names.includes(name)));
}
