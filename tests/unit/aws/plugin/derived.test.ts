import { expect, test } from 'vitest';
import { DERIVED } from '../../../../aws/plugin/derived.ts';

const derive = (name: string, params: Readonly<Record<string, string>>) => DERIVED[name]?.(params);

test.each(['s3://bucket/in/put', 's3://bucket/in/put/'])(
  '%s is a bucket, and keys below a prefix',
  (location) => {
    const params = { ETL_DATA_DIR: location };

    expect(derive('bucket', params)).toBe('bucket');
    expect(derive('objects', params)).toBe('bucket/in/put/*');
    expect(derive('listing', params)).toEqual({
      StringLike: { 's3:prefix': ['in/put', 'in/put/*'] },
    });
  },
);

test.each(['s3://bucket', 's3://bucket/'])('%s is all of a bucket', (location) => {
  const params = { ETL_DATA_DIR: location };

  expect(derive('objects', params)).toBe('bucket/*');
  expect(derive('listing', params)).toBeNull();
});

test('subnets and security groups are lists', () => {
  const params = { VPC_SUBNETS: 'subnet-1, subnet-2', VPC_SECURITY_GROUPS: 'sg-3' };

  expect(derive('subnets', params)).toEqual(['subnet-1', 'subnet-2']);
  expect(derive('securityGroups', params)).toEqual(['sg-3']);
});

test.each([
  [{ MWAA_ENVIRONMENT: 'my-airflow' }, 'mwaa'],
  [{ AIRFLOW_URL: 'https://airflow.example.com' }, 'own'],
])('with %j Airflow is %s', (params, expected) => {
  expect(derive('airflow', params)).toBe(expected);
});

test('nothing fails without settings: what is missing is said later, all at once', () => {
  expect(Object.keys(DERIVED).map((name) => derive(name, {}))).not.toContain(undefined);
});
