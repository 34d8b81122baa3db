import { expect, test } from 'vitest';
import { awsRegion, serviceEndpoint } from '../../../lib/aws/endpoint.ts';

test.each([
  ['s3', { AWS_REGION: 'eu-central-1' }, 'https://s3.eu-central-1.amazonaws.com/'],
  ['s3', { AWS_DEFAULT_REGION: 'cn-north-1' }, 'https://s3.cn-north-1.amazonaws.com.cn/'],
  ['mwaa', { AWS_REGION: 'us-east-1' }, 'https://env.airflow.us-east-1.amazonaws.com/'],
  ['s3', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/'],
  ['s3', { AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_S3: 'http://own:2' }, 'http://own:2/'],
  ['mwaa', { AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_S3: 'http://own:2' }, 'http://all:1/'],
  ['s3', { AWS_ENDPOINT_URL_S3: '', AWS_REGION: 'eu-west-1' }, 'https://s3.eu-west-1.amazonaws.com/'],
] as const)('%s of %j is at %s', (service, environment, address) => {
  expect(serviceEndpoint(service, environment).href).toBe(address);
});

test.each([
  [{}, 'AWS_REGION is not set'],
  [{ AWS_REGION: 'evil.example/' }, 'AWS_REGION is not the name of a region'],
  [{ AWS_ENDPOINT_URL_S3: 'localhost:9000' }, 'AWS_ENDPOINT_URL_S3 must be an address'],
  [{ AWS_ENDPOINT_URL: 'file:///etc' }, 'AWS_ENDPOINT_URL must be an address'],
])('an address is refused of %j', (environment, message) => {
  expect(() => serviceEndpoint('s3', environment)).toThrow(message);
});

test('a stand-in needs no region', () => {
  expect(awsRegion('s3', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' })).toBe('us-east-1');
});
