import { expect, test } from 'vitest';
import { absoluteLocation } from '../../../../local/stack/location.ts';

test.each([
  ['files', '/project/files'],
  ['../files', '/files'],
  ['/srv/s3:/files', '/srv/s3:/files'],
  ['s3:/bucket', '/project/s3:/bucket'],
  ['s3://bucket/a/../b', 's3://bucket/a/../b'],
  ['S3://bucket', 'S3://bucket'],
])('%s is %s', (location, absolute) => {
  expect(absoluteLocation('/project', location)).toBe(absolute);
});
