import { expect, test } from 'vitest';
import { manifestOf } from '../../../../lib/pipeline/arrival/manifest.ts';

const manifest = (ETL_DATA_DIR: string, ETL_ARRIVAL_OBJECT = '_SUCCESS') =>
  manifestOf({ ETL_DATA_DIR, ETL_ARRIVAL_OBJECT });

test.each([
  ['s3://files', 's3://files/_SUCCESS'],
  ['s3://files/', 's3://files/_SUCCESS'],
  ['s3://files/daily', 's3://files/daily/_SUCCESS'],
  ['s3://files/daily/', 's3://files/daily/_SUCCESS'],
  ['S3://files/daily', 's3://files/daily/_SUCCESS'],
  ['s3://files/a/b c/ä', 's3://files/a/b c/ä/_SUCCESS'],
])('the manifest of %s is %s', (location, expected) => {
  expect(manifest(location)).toBe(expected);
});

test('a file of the model may be the manifest, and may be in a folder', () => {
  expect(manifest('s3://files/daily', 'ready/users.csv')).toBe('s3://files/daily/ready/users.csv');
});

test.each(['data', '/srv/data', 's3:/files', 's3://', 'https://files/daily'])(
  'a location that is not in S3 has none: %s',
  (location) => {
    expect(manifest(location)).toBeUndefined();
  },
);
