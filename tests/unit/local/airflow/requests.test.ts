import { expect, test } from 'vitest';
import { emulate, fakeLambda, login } from './emulator.ts';

/** POSTs to an emulator's login, which needs no token. */
async function post(body: string) {
  const { airflow } = await emulate(await fakeLambda({}));
  const response = await fetch(`${airflow.url}/auth/token`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

test('a body that is no JSON is refused', async () => {
  const answer = await post('{"username":');

  expect(answer).toMatchObject({ status: 422, body: { detail: [{ type: 'json_invalid' }] } });
});

test('a body that is no object is refused', async () => {
  const answer = await post('["airflow"]');

  expect(answer.status).toBe(422);
});

test('a body above a megabyte is refused', async () => {
  const answer = await post(JSON.stringify({ ...login, padding: 'x'.repeat(1024 * 1024) }));

  expect(answer).toEqual({ status: 413, body: { detail: 'Request body too large' } });
});

test('a body above a megabyte is refused and not cut off, also when its length is not told', async () => {
  const { airflow } = await emulate(await fakeLambda({}));
  const body = new Blob(['x'.repeat(5 * 1024 * 1024)]).stream();

  const { status } = await fetch(`${airflow.url}/auth/token`, { method: 'POST', body, duplex: 'half' });

  expect(status).toBe(413);
});

test('a path that is not in percent-encoding is none', async () => {
  const { airflow } = await emulate(await fakeLambda({}));

  const { status } = await fetch(`${airflow.url}/api/v2/dags/%zz`);

  expect(status).toBe(404);
});

test('a query parameter that is not emulated is refused, not ignored', async () => {
  const { airflow } = await emulate(await fakeLambda({}));
  const answer = await fetch(`${airflow.url}/auth/token`, { method: 'POST', body: JSON.stringify(login) });
  const { access_token } = (await answer.json()) as { access_token: string };

  const { status } = await fetch(`${airflow.url}/api/v2/dags/etl_pipeline/dagRuns?run_after_gte=2026-01-01`, {
    headers: { authorization: `Bearer ${access_token}` },
  });

  expect(status).toBe(400);
});

test('a port that is taken is an error at start', async () => {
  const { airflow } = await emulate(await fakeLambda({}));

  await expect(emulate(await fakeLambda({}), { port: airflow.port })).rejects.toThrow('EADDRINUSE');
});
