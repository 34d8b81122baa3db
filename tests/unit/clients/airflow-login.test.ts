import { expect, test } from 'vitest';
import { AirflowUnavailableError, connectAirflow } from '../../../lib/clients/airflow.ts';
import { dagRun, dagRuns, scripted } from './airflow-server.ts';

const credentials = { username: 'trigger', password: 'do-not-tell-7431' };

test('calls that start together share one login', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [200, dagRuns()]));
  const client = connectAirflow({ url: server.url, ...credentials });

  await Promise.all([client.activeRuns(), client.newestRun('etl-'), client.activeRuns()]);

  expect(server.logins().map((login) => login.body)).toEqual([credentials]);
});

test('a later call uses the token of an earlier one', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [200, dagRuns()]));
  const client = connectAirflow({ url: server.url, ...credentials });
  await client.activeRuns();

  await client.activeRuns();

  expect(server.calls().map((call) => call.authorization)).toEqual(['Bearer token-1', 'Bearer token-1']);
});

test.each([
  ['has expired', 401, { detail: 'Token Expired' }],
  ['is of another key', 403, { detail: 'Invalid JWT token' }],
] as const)(
  'a token that %s is renewed, and the call repeated with its body',
  async (_why, status, refusal) => {
    const server = await scripted(({ url, authorization }) => {
      if (url === '/auth/token') {
        return undefined;
      }
      return authorization === 'Bearer token-1' ? [status, refusal] : [200, dagRun('etl-5')];
    });
    const client = connectAirflow({ url: server.url, ...credentials });

    const run = await client.startRun('etl-5', { asOf: '2026-01-02' });

    const body = { dag_run_id: 'etl-5', logical_date: null, conf: { asOf: '2026-01-02' } };
    expect(run.runId).toBe('etl-5');
    expect(server.calls().map((call) => call.body)).toEqual([body, body]);
  },
);

test('calls that are refused together renew the token once', async () => {
  const server = await scripted(({ url, authorization }) => {
    if (url === '/auth/token') {
      return undefined;
    }
    return authorization === 'Bearer token-1' ? [401, { detail: 'Token Expired' }] : [200, dagRuns()];
  });
  const client = connectAirflow({ url: server.url, ...credentials });

  await Promise.all([client.activeRuns(), client.activeRuns(), client.activeRuns()]);

  expect(server.logins()).toHaveLength(2);
});

test('a call that is refused with a fresh token too is given up', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [401, { detail: 'no' }]));
  const client = connectAirflow({ url: server.url, ...credentials });

  const result = client.activeRuns();

  await expect(result).rejects.toThrow(AirflowUnavailableError);
  await expect(result).rejects.toThrow('401');
  expect(server.calls()).toHaveLength(2);
});

test('a login that fails is tried again by the next call', async () => {
  let down = true;
  const server = await scripted(({ url }) => {
    if (url !== '/auth/token') {
      return [200, dagRuns()];
    }
    return down ? [503, { detail: 'starting' }] : undefined;
  });
  const client = connectAirflow({ url: server.url, ...credentials });
  await client.activeRuns().catch(() => undefined);
  down = false;

  await expect(client.activeRuns()).resolves.toEqual([]);
});

test.each([
  ['401', 401, { detail: 'Invalid credentials' }],
  ['a 422 that quotes what it was sent', 422, { detail: [{ msg: 'wrong', input: credentials }] }],
  ['an answer without a token', 201, { token: 'do-not-tell-7431' }],
])('a login answered with %s tells no secret', async (_, status, body) => {
  const server = await scripted(() => [status, body]);
  const client = connectAirflow({ url: server.url, ...credentials });

  const error = await client.activeRuns().catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(AirflowUnavailableError);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/do-not-tell-7431|trigger/);
});

test('a call does not follow a redirect with its token', async () => {
  const server = await scripted(({ url }, response) => {
    if (url === '/auth/token') {
      return undefined;
    }
    response.setHeader('location', '/elsewhere');
    return [307, {}];
  });
  const client = connectAirflow({ url: server.url, ...credentials });

  await expect(client.activeRuns()).rejects.toThrow('307');
  expect(server.calls()).toHaveLength(1);
});
