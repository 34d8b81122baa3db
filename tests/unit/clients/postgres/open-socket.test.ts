import { expect, test } from 'vitest';
import { openSocket } from '../../../../lib/clients/postgres/open-socket.ts';
import { CA, firstBytes, fixture, serveTls } from './tls/tls-server.ts';

const LONG_MS = 20_000;

test('sslmode=require encrypts, whoever has signed', async () => {
  const port = await serveTls('S', 'localhost');

  const socket = await openSocket({ host: '127.0.0.1', port, sslMode: 'require' }, LONG_MS);

  expect(await firstBytes(socket)).toBe('hello');
});

test.each([
  ['a name that is in the certificate', 'localhost', 'name-and-address', 'verify-full'],
  ['an IP address that is in the certificate', '127.0.0.1', 'name-and-address', 'verify-full'],
  ['any host, if only the CA is to be checked', '127.0.0.1', 'elsewhere', 'verify-ca'],
] as const)('the CA in a file is trusted for %s', async (_what, host, certificate, sslMode) => {
  const port = await serveTls('S', certificate);

  const socket = await openSocket({ host, port, sslMode, rootCertificate: CA }, LONG_MS);

  expect(await firstBytes(socket)).toBe('hello');
});

test('a certificate that is its own CA is trusted if the file has it', async () => {
  const port = await serveTls('S', 'localhost');
  const rootCertificate = fixture('localhost.crt');

  const socket = await openSocket(
    { host: 'localhost', port, sslMode: 'verify-full', rootCertificate },
    LONG_MS,
  );

  expect(await firstBytes(socket)).toBe('hello');
});

test.each([
  ['another name', 'localhost', 'elsewhere', CA, 'is for DNS:db.example, not for localhost'],
  ['an IP address without it', '127.0.0.1', 'name-only', CA, 'is for DNS:localhost, not for 127.0.0.1'],
  [
    'another CA',
    'localhost',
    'name-only',
    fixture('other-ca.crt'),
    'is signed by "Test ca", which is not trusted',
  ],
  ['none of the CAs that are known', 'localhost', 'name-only', undefined, 'is signed by "Test ca"'],
  ['none of the CAs of Node.js', 'localhost', 'name-only', 'system', 'Trusted are the CAs of Node.js'],
  ['no CA', 'localhost', 'localhost', CA, 'is signed by itself'],
  ['an end in the past', 'localhost', 'expired', CA, 'expired on 2020-02-01'],
  ['a start in the future', 'localhost', 'early', CA, 'is valid only from 2119-01-01'],
])('sslmode=verify-full refuses a certificate of %s', async (_what, host, certificate, ca, seen) => {
  const port = await serveTls('S', certificate);

  const refused = openSocket({ host, port, sslMode: 'verify-full', rootCertificate: ca }, LONG_MS);

  await expect(refused).rejects.toMatchObject({
    name: 'TlsError',
    code: 'TLS_REFUSED',
    message: expect.stringContaining(seen),
  });
});

test.each([
  ['speaks no TLS', 'N', 'does not support TLS, but the address says sslmode=require'],
  ['speaks another protocol', 'HTTP/1.1 400 Bad Request', 'does not answer as PostgreSQL does'],
  ['says more than that it speaks TLS', 'SS', 'does not answer as PostgreSQL does'],
])('a server that %s is refused where sslmode asks for TLS', async (_what, answer, message) => {
  const port = await serveTls(answer, 'localhost');

  const refused = openSocket({ host: '127.0.0.1', port, sslMode: 'require' }, LONG_MS);

  await expect(refused).rejects.toMatchObject({
    name: 'TlsError',
    message: expect.stringContaining(message),
  });
});

test.each([
  ['after it has agreed to TLS', 'S'],
  ['from the start', ''],
])('a server that falls silent %s is not waited for', async (_what, answer) => {
  const port = await serveTls(answer);

  const lost = openSocket({ host: '127.0.0.1', port, sslMode: 'require' }, 100);

  await expect(lost).rejects.toMatchObject({
    name: 'SessionLostError',
    message: expect.stringContaining('in time'),
  });
});
