import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { awsCredentials } from '../../../lib/aws/credentials.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const MINUTE = 60_000;

/** An endpoint as a container has it: each answer a status and what is in it; the last one for all further requests. */
async function endpoint(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const [status, body] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, ''];
    asked.push(request);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/role`;
  return { asked, environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } };
}

const role = (id: string, expiresAt: number) =>
  [
    200,
    {
      AccessKeyId: id,
      SecretAccessKey: 'secret',
      Token: 'token',
      Expiration: new Date(expiresAt).toISOString(),
    },
  ] as const;

test('the keys of the environment come first, with the token of temporary ones', async () => {
  const { environment, asked } = await endpoint([500, '']);
  const keys = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S', AWS_SESSION_TOKEN: 'T' };

  const found = await awsCredentials({ ...environment, ...keys })();

  expect(found).toEqual({ accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' });
  expect(asked).toEqual([]);
});

test.each([
  [{}, 'no AWS credentials were found'],
  [{ AWS_ACCESS_KEY_ID: 'A' }, 'AWS_SECRET_ACCESS_KEY is missing'],
  [{ AWS_SECRET_ACCESS_KEY: 'S' }, 'AWS_ACCESS_KEY_ID is missing'],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/role' }, 'must begin with https://'],
  [{ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'nonsense' }, 'must begin with https://'],
])('%j has none, and it is said why', async (environment, message) => {
  await expect(awsCredentials(environment)()).rejects.toThrow(message);
});

test('those of a role are kept until they are about to expire, then renewed', async () => {
  const { environment, asked } = await endpoint(role('first', 60 * MINUTE), role('second', 120 * MINUTE));
  let now = 0;
  const credentials = awsCredentials(environment, () => now);
  const ids: string[] = [];

  for (now of [0, 54 * MINUTE, 56 * MINUTE]) {
    ids.push((await credentials()).accessKeyId);
  }

  expect(ids).toEqual(['first', 'first', 'second']);
  expect(asked.length).toBe(2);
});

test('those of a role are used until they expire where they cannot be renewed', async () => {
  const { environment } = await endpoint(role('first', 60 * MINUTE), [404, '']);
  let now = 0;
  const credentials = awsCredentials(environment, () => now);
  await credentials();

  now = 59 * MINUTE;
  const before = await credentials();
  now = 61 * MINUTE;
  const after = credentials();

  expect(before.accessKeyId).toBe('first');
  await expect(after).rejects.toThrow('answered with status 404');
});

test('many who ask at the same time cause one request', async () => {
  const { environment, asked } = await endpoint(role('first', Date.now() + 60 * MINUTE));
  const credentials = awsCredentials(environment);

  await Promise.all([credentials(), credentials(), credentials()]);

  expect(asked.length).toBe(1);
});

test('an endpoint that fails for now is asked again', async () => {
  const { environment } = await endpoint([500, ''], role('first', Date.now() + 60 * MINUTE));

  const found = await awsCredentials(environment)();

  expect(found.accessKeyId).toBe('first');
});

test('the token of the endpoint is read from its file each time', async () => {
  const { environment, asked } = await endpoint([200, {}], role('second', Date.now() + 60 * MINUTE));
  const file = join(temporaryFolder(), 'token');
  const credentials = awsCredentials({ ...environment, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file });

  writeFileSync(file, 'one\n');
  const first = await credentials().catch(String);
  writeFileSync(file, 'two\n');
  await credentials();

  expect(first).toContain('answered without credentials');
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['one', 'two']);
});
