import { expect, test } from 'vitest';
import { problemsOf } from '../../../../aws/plugin/problems.ts';
import { completeParams, paramsWithout, secret } from './complete-params.ts';

test('a stage that has everything has no problem', () => {
  expect(problemsOf('prod', completeParams)).toEqual({ missing: [], unusable: [] });
});

test('all that is missing is named at once', () => {
  expect(problemsOf('prod', {}).missing).toEqual([
    'DATABASE_URL',
    'DATABASE_READ_URL',
    'API_KEY',
    'ETL_DATA_DIR',
    'VPC_SUBNETS',
    'VPC_SECURITY_GROUPS',
    'MWAA_ENVIRONMENT or AIRFLOW_URL',
  ]);
});

test('an Airflow of your own takes the place of MWAA', () => {
  const own = {
    ...paramsWithout('MWAA_ENVIRONMENT'),
    AIRFLOW_URL: 'https://airflow.example.com',
    AIRFLOW_USERNAME: 'etl',
    AIRFLOW_PASSWORD: secret('AIRFLOW_PASSWORD'),
  };

  expect(problemsOf('prod', own)).toEqual({ missing: [], unusable: [] });
});

test('an address of Airflow needs a user and a password', () => {
  const address = { ...paramsWithout('MWAA_ENVIRONMENT'), AIRFLOW_URL: 'https://airflow.example.com' };

  expect(problemsOf('prod', address).missing).toEqual(['AIRFLOW_USERNAME', 'AIRFLOW_PASSWORD']);
});

test('two Airflows are one too many', () => {
  const two = {
    ...completeParams,
    AIRFLOW_URL: 'https://airflow.example.com',
    AIRFLOW_USERNAME: 'etl',
    AIRFLOW_PASSWORD: secret('AIRFLOW_PASSWORD'),
  };

  expect(problemsOf('prod', two).unusable).toEqual([
    expect.stringContaining('MWAA_ENVIRONMENT and AIRFLOW_URL are both set'),
  ]);
});

test.each([
  ['UPSTASH_REDIS_REST_URL', 'https://db.upstash.io', 'UPSTASH_REDIS_REST_TOKEN'],
  ['UPSTASH_REDIS_REST_TOKEN', secret('UPSTASH_REDIS_REST_TOKEN'), 'UPSTASH_REDIS_REST_URL'],
])('%s alone is half of Redis', (name, value, other) => {
  expect(problemsOf('prod', { ...completeParams, [name]: value }).missing).toEqual([other]);
});

test.each(['DATABASE_URL', 'DATABASE_READ_URL', 'API_KEY'])(
  '%s may not be the secret itself, and is not shown',
  (name) => {
    const { unusable } = problemsOf('prod', {
      ...completeParams,
      [name]: 'postgres://etl_owner:pa55word@db/etl',
    });

    expect(unusable).toEqual([expect.stringMatching(new RegExp(`^${name} is the secret itself`))]);
    expect(unusable.join()).not.toContain('pa55word');
    expect(unusable.join()).toContain(`{{resolve:secretsmanager:etl-pipeline/prod:SecretString:${name}}}`);
  },
);

test('an address of the database may have a reference for its password', () => {
  const address = `postgres://etl_owner:${secret('password')}@db.example.com/etl?sslmode=verify-full`;

  expect(problemsOf('prod', { ...completeParams, DATABASE_URL: address }).unusable).toEqual([]);
});

test.each([
  ['ETL_DATA_DIR', 'data'],
  ['ETL_DATA_DIR', 's3://Bucket/input'],
  ['ETL_DATA_DIR', 's3://bucket/in*put'],
  ['VPC_SUBNETS', 'subnet-0a1b2c3d subnet-0b2c3d4e'],
  ['VPC_SECURITY_GROUPS', 'default'],
  ['LOAD_CONCURRENCY', 'many'],
  ['ARRIVAL', 'on'],
])('%s can not be %s', (name, value) => {
  expect(problemsOf('prod', { ...completeParams, [name]: value }).unusable).toEqual([
    expect.stringContaining(`${name} can't be ${value}`),
  ]);
});

test('a setting that does not exist is named, since it is a name that was misspelt', () => {
  expect(problemsOf('prod', { ...completeParams, ETL_DATA_DR: 's3://bucket' }).unusable).toEqual([
    expect.stringMatching(/^ETL_DATA_DR is no setting/),
  ]);
});
