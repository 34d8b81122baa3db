import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { rdsAuthorities } from '../../../../../lib/clients/postgres/tls/rds-authorities.ts';
import { readTrust, trustFor } from '../../../../../lib/clients/postgres/tls/trust.ts';
import { ConfigError } from '../../../../../lib/errors.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import { CA, fixture } from './tls-server.ts';

test('the CAs that were shipped are found from the folder of a bundle, with their regions', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'rds-ca'));
  mkdirSync(join(folder, 'handlers/steps'), { recursive: true });
  writeFileSync(join(folder, 'rds-ca/eu-west-1.pem'), 'of Ireland');
  writeFileSync(join(folder, 'rds-ca/us-east-1.pem'), 'of Virginia');

  const found = await rdsAuthorities(join(folder, 'handlers/steps/load.js'));

  expect(found).toEqual({
    certificates: ['of Ireland', 'of Virginia'],
    regions: ['eu-west-1', 'us-east-1'],
  });
});

test('no CAs were shipped with code that was not built', async () => {
  const found = await rdsAuthorities(join(temporaryFolder(), 'postgres/tls/trust.ts'));

  expect(found).toEqual({ certificates: [], regions: [] });
});

test('without a file the CAs that were shipped are trusted, beside those of Node.js', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'rds-ca'));
  copyFileSync(CA, join(folder, 'rds-ca/eu-west-1.pem'));

  const trust = await readTrust(undefined, () => rdsAuthorities(join(folder, 'handlers/health.js')));

  expect(trust.who).toBe('the CAs of Amazon RDS (eu-west-1) and of Node.js');
  expect(await handshake(trust.context, 'name-only')).toBe(true);
});

test.each([
  ['is not there', () => join(temporaryFolder(), 'no.pem'), "which can't be read (ENOENT)"],
  ['has no certificate', () => emptyFile(), 'which has no certificate in it'],
  ['has a damaged one', () => damagedFile(), 'whose certificate is damaged'],
])('a file that %s is a setting that can’t be used', async (_what, file, message) => {
  const reading = trustFor(file());

  await expect(reading).rejects.toThrow(ConfigError);
  await expect(reading).rejects.toThrow(message);
});

test('a file that was not there is looked for again', async () => {
  const file = join(temporaryFolder(), 'later.pem');
  await trustFor(file).catch(() => undefined);
  copyFileSync(CA, file);

  const trust = await trustFor(file);

  expect(trust.who).toContain(file);
});

/** Whether a client that trusts those CAs trusts a server that shows this certificate. */
async function handshake(secureContext: tls.SecureContext, certificate: string): Promise<boolean> {
  const server = tls.createServer({
    cert: readFileSync(fixture(`${certificate}.crt`)),
    key: readFileSync(fixture(`${certificate}.key`)),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = tls.connect({
    host: '127.0.0.1',
    port,
    servername: 'localhost',
    secureContext,
    rejectUnauthorized: false,
  });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  socket.destroy();
  server.close();
  return socket.authorized;
}

function emptyFile(): string {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, 'nothing');
  return file;
}

function damagedFile(): string {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
  return file;
}
