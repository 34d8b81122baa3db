import { expect, test } from 'vitest';
import { addressIn, prefixIn, startOfKeys, uriBelow } from '../../../../lib/sources/s3/address.ts';

test.each([
  ['s3://orders', '', ''],
  ['s3://orders/', '', ''],
  ['S3://orders/2026/01/', '2026/01', '2026/01/'],
  ['s3://my.orders-1/a b+%20', 'a b+%20', 'a b+%20/'],
])('%s is the prefix %j', (uri, key, start) => {
  const address = prefixIn(uri);

  expect([address.key, startOfKeys(address)]).toEqual([key, start]);
});

test('the key of a source is as it is written', () => {
  expect(addressIn(uriBelow('s3://orders/in/', 'a//b é.csv'))).toEqual({
    bucket: 'orders',
    key: 'in/a//b é.csv',
  });
});

test.each([
  ['s3://', 'no bucket is named'],
  ['s3:///in', 'no bucket is named'],
  ['s3://evil.example:80@x/in', 'is not the name of a bucket'],
  ['s3://orders?x/in', 'is not the name of a bucket'],
  ['s3://arn:aws:s3:eu-west-1:1:accesspoint/x', 'access points'],
  ['s3://orders--euw1-az1--x-s3/in', 'directory bucket'],
  ['s3://orders/in/../../other/users.csv', 'has . or ..'],
])('%s is refused', (uri, message) => {
  expect(() => addressIn(uri)).toThrow(message);
});
