import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ApiClient } from '../../../../../local/cli/api/api-client.ts';
import { overHttp } from '../../../../../local/cli/api/ask.ts';
import { runDetail } from '../run-views.ts';

/** An API that answers everything the same, and writes down what it was asked. */
async function api(status: number, body: unknown, { key = '', timeoutMs = 5_000, answers = true } = {}) {
  const asked: { url: string | undefined; key: unknown }[] = [];
  const listener: RequestListener = ({ url, headers }, response) => {
    asked.push({ url, key: headers['x-api-key'] });
    if (!answers) {
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '7' });
    response.end(JSON.stringify(body));
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { client: new ApiClient(overHttp(`http://127.0.0.1:${port}`, key), timeoutMs), asked };
}

const trigger = { asOf: undefined, acceptFutureDate: false, acceptDeletes: false };

test('a run that was started is told with its id', async () => {
  const { client } = await api(200, { message: 'ETL process started', runId: 'etl-7' });

  expect(await client.trigger(trigger)).toEqual({ outcome: 'started', runId: 'etl-7' });
});

test('a refusal is told with when to come back', async () => {
  const { client } = await api(400, { message: 'too frequent' });

  expect(await client.trigger(trigger)).toEqual({
    outcome: 'refused',
    message: 'too frequent',
    retryAfterS: 7,
  });
});

test('a run is asked for by its id, whatever is in it', async () => {
  const { client, asked } = await api(200, runDetail());

  expect(await client.run('manual__2024-01-01T00:00:00+00:00')).toEqual(runDetail());
  expect(asked[0]?.url).toBe('/runs/manual__2024-01-01T00%3A00%3A00%2B00%3A00');
});

test('the key is sent where one is set', async () => {
  const { client, asked } = await api(200, runDetail(), { key: 'secret' });

  await client.run('etl-7');

  expect(asked).toEqual([{ url: '/runs/etl-7', key: 'secret' }]);
});

test('a run that the API does not know is undefined', async () => {
  const { client } = await api(404, { message: 'There is no run etl-9', code: 'RUN_NOT_FOUND' });

  expect(await client.run('etl-9')).toBeUndefined();
});

test('an API that does not answer in time is undefined', async () => {
  const { client } = await api(200, {}, { answers: false, timeoutMs: 50 });

  expect(await client.lastRun()).toBeUndefined();
});

test('an API that is not there is undefined', async () => {
  // Nothing listens on port 9.
  expect(await new ApiClient(overHttp('http://127.0.0.1:9', '')).run('etl-7')).toBeUndefined();
});

test('the last run is the first of the list', async () => {
  const { client, asked } = await api(200, { runs: [runDetail()], next: null });

  expect(await client.lastRun()).toEqual(runDetail());
  expect(asked[0]?.url).toBe('/runs?limit=1');
});

test('before the first run the last one is null', async () => {
  const { client } = await api(200, { runs: [], next: null });

  expect(await client.lastRun()).toBeNull();
});

test('rejects are asked for by input, reason and severity', async () => {
  const { client, asked } = await api(200, { rejects: [{ line: 2, column: null, raw: 'x' }], next: null });
  const kind = {
    input: 'experiments',
    file: 'user_experiments',
    column: null,
    reason: 'nul_byte',
    severity: 'reject',
    count: 1,
    ...{ everyRow: false, meaning: null, hint: null, values: [], otherValues: 0 },
  };

  expect(await client.rejects('etl-7', kind, 3)).toEqual([{ line: 2, column: null, raw: 'x' }]);
  expect(asked[0]?.url).toBe('/runs/etl-7/rejects?input=experiments&reason=nul_byte&severity=reject&limit=3');
});

test('rejects that cannot be had are none', async () => {
  const { client } = await api(503, { message: 'later' });
  const kind = {
    input: 'experiments',
    file: 'user_experiments',
    column: null,
    reason: 'nul_byte',
    severity: 'reject',
    count: 1,
    ...{ everyRow: false, meaning: null, hint: null, values: [], otherValues: 0 },
  };

  expect(await client.rejects('etl-7', kind, 3)).toEqual([]);
});
