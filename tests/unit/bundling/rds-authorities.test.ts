import { X509Certificate } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rdsAuthorityFiles } from '../../../bundling/rds-authorities.ts';

const NOW = new Date('2026-11-27T00:00:00Z');

const certificatesIn = (pem: string): X509Certificate[] =>
  pem.split(/(?<=-----END CERTIFICATE-----\n)/).map((one) => new X509Certificate(one));

test('a region’s file has its three CAs, one for each kind of key', () => {
  const file = rdsAuthorityFiles(NOW).get('dist/rds-ca/eu-west-1.pem') ?? '';

  const names = certificatesIn(file).map(({ subject }) => /CN=(.*)/.exec(subject)?.[1]);
  expect(names.toSorted()).toEqual([
    'Amazon RDS eu-west-1 Root CA ECC384 G1',
    'Amazon RDS eu-west-1 Root CA RSA2048 G1',
    'Amazon RDS eu-west-1 Root CA RSA4096 G1',
  ]);
});

test('no file has a CA that has expired, and none is large', () => {
  const files = [...rdsAuthorityFiles(NOW).values()];

  const expired = files.flatMap(certificatesIn).filter(({ validTo }) => new Date(validTo) < NOW);
  expect(expired).toEqual([]);
  expect(Math.max(...files.map((file) => gzipSync(file).length))).toBeLessThan(4_000);
});

test('a CA is left out once it has expired', () => {
  const files = rdsAuthorityFiles(new Date('2062-01-01T00:00:00Z'));

  const names = certificatesIn(files.get('dist/rds-ca/eu-west-1.pem') ?? '').map(({ subject }) => subject);
  expect(names.join()).not.toContain('RSA2048');
});
