import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { AirflowUnavailableError, connectAirflow, DagNotFoundError } from '../../../lib/clients/airflow.ts';
import { dagRun, dagRuns, type Script, scripted } from './airflow-server.ts';

const credentials = { username: 'trigger', password: 'secret' };

/** A client of a server that logs in everybody and answers all other calls like that. */
async function clientOf(script: Script, timeoutMs = 15_000) {
  const server = await scripted((got, response) =>
    got.url === '/auth/token' ? undefined : script(got, response),
  );
  return { server, client: connectAirflow({ url: server.url, ...credentials, timeoutMs }) };
}

test('a POST that is not answered in time is reported as timed out', async () => {
  const { client } = await clientOf(() => undefined, 2000);

  const error = await client.startRun('etl-1', {}).catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(AirflowUnavailableError);
  expect(error).toMatchObject({ timedOut: true });
});

test('an answer that breaks off in the middle ends with the time-out too', async () => {
  const { client } = await clientOf((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"dag_run_id":');
    return undefined;
  }, 2000);

  await expect(client.startRun('etl-1', {})).rejects.toMatchObject({ timedOut: true });
});

test('a login that is not answered in time is not: the call itself was never sent', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connectAirflow({ url: `http://127.0.0.1:${port}`, ...credentials, timeoutMs: 200 });

  const error = await client.startRun('etl-1', {}).catch((caught: unknown) => caught);
  server.close();

  expect(error).toBeInstanceOf(AirflowUnavailableError);
  expect(error).toMatchObject({ timedOut: false });
});

test('a refused connection is not a time-out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const client = connectAirflow({ url: `http://127.0.0.1:${port}`, ...credentials });

  const error = await client.activeRuns().catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(AirflowUnavailableError);
  expect(error).toMatchObject({ timedOut: false, message: expect.stringContaining('ECONNREFUSED') });
});

test.each([500, 502, 503, 403])('an answer of %i means that Airflow is unavailable', async (status) => {
  const { client } = await clientOf(() => [status, { detail: 'no' }]);

  await expect(client.startRun('etl-1', {})).rejects.toThrow(AirflowUnavailableError);
});

test.each([502, 504])(
  'a start answered with %i, by a proxy in front, may have been carried out',
  async (status) => {
    const { client } = await clientOf(() => [status, {}]);

    await expect(client.startRun('etl-1', {})).rejects.toMatchObject({ timedOut: true });
  },
);

test.each([500, 503])('a start answered with %i was not', async (status) => {
  const { client } = await clientOf(() => [status, {}]);

  await expect(client.startRun('etl-1', {})).rejects.toMatchObject({ timedOut: false });
});

test('a read on a connection the server had closed is repeated', async () => {
  let resets = 0;
  const { client } = await clientOf((_, response) => {
    resets += 1;
    if (resets > 1) {
      return [200, dagRuns(dagRun('etl-1'))];
    }
    response.socket?.destroy();
    return undefined;
  });

  expect(await client.activeRuns()).toHaveLength(1);
});

test('a POST whose connection breaks is not repeated', async () => {
  const { client, server } = await clientOf((_, response) => {
    response.socket?.destroy();
    return undefined;
  });

  await expect(client.startRun('etl-1', {})).rejects.toThrow(AirflowUnavailableError);
  expect(server.calls()).toHaveLength(1);
});

test.each([
  ['an unknown state', dagRuns(dagRun('etl-1'), dagRun('etl-2', { state: 'exploded' })), 'dag_runs.1.state'],
  ['a date that is none', dagRuns(dagRun('etl-1', { queued_at: 'yesterday' })), 'dag_runs.0.queued_at'],
  ['a missing list', { total_entries: 0 }, 'dag_runs'],
  ['a list instead of an object', [], 'the body'],
  ['HTML', '<html>a login page</html>', 'the body'],
])('%s in an answer is reported with the name of the member', async (_, body, member) => {
  const { client } = await clientOf(() => [200, body]);

  const result = client.activeRuns();

  await expect(result).rejects.toThrow(AirflowUnavailableError);
  await expect(result).rejects.toThrow(member);
});

test('a 404 that is not from Airflow is not taken for a DAG that is loading', async () => {
  const { client } = await clientOf(() => [404, '<html>no such page</html>']);

  await expect(client.startRun('etl-1', {})).rejects.toThrow(AirflowUnavailableError);
});

test('a refusal because of import errors counts as a DAG that is not offered', async () => {
  const detail = "Dag with dag_id: 'etl_pipeline' has import errors and cannot be triggered";
  const { client } = await clientOf(() => [400, { detail }]);

  await expect(client.startRun('etl-1', {})).rejects.toThrow(DagNotFoundError);
});

test('any other refusal of a run means that Airflow cannot be used', async () => {
  const { client } = await clientOf(() => [400, { detail: 'The run_id provided does not match' }]);

  await expect(client.startRun('etl 1', {})).rejects.toThrow(AirflowUnavailableError);
});
