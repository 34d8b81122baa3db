import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { PROJECT_DIR } from './support/project.ts';

/** A plain `sls offline`, of a service whose functions do what none should. */
const SERVICE = join(PROJECT_DIR, 'tests/fixtures/offline-service');

let server: ChildProcess;
let [api, lambda] = ['', ''];

beforeAll(async () => {
  const ports = { API_PORT: String(await freePort()), LAMBDA_PORT: String(await freePort()) };
  api = `http://127.0.0.1:${ports.API_PORT}`;
  lambda = `http://127.0.0.1:${ports.LAMBDA_PORT}/2015-03-31/functions/misbehaving-local-`;
  server = spawn(
    process.execPath,
    [join(PROJECT_DIR, 'node_modules/serverless/bin/serverless.js'), 'offline'],
    {
      cwd: SERVICE,
      env: { ...process.env, ...ports },
      stdio: 'ignore',
    },
  );
  while (!(await answers())) {
    await delay(100);
  }
});
afterAll(async () => {
  if (server.exitCode !== null) {
    return;
  }
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
});

async function answers(): Promise<boolean> {
  if (server.exitCode !== null) {
    throw new Error(`sls offline ended with ${server.exitCode}`);
  }
  return await fetch(`${api}/well`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Status and JSON of an answer to a request with headers that `fetch` would not send; a list is sent one by one. */
async function ask(
  url: string,
  headers: Record<string, string | string[]>,
  { method = 'GET', body = '' } = {},
) {
  const sent = request(url, { method, headers }).end(body);
  const [answer] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk);
  }
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: JSON.parse(Buffer.concat(chunks).toString()),
  };
}

describe('a function that throws outside of its call, under load', () => {
  test('fails that call only; others and the next one are served', async () => {
    const lost = fetch(`${api}/strays?how=throw`);
    const beside = Array.from({ length: 200 }, (_, index) =>
      fetch(`${api}/${index % 2 ? 'well' : 'strays'}`),
    );

    const { status } = await lost;
    const statuses = (await Promise.all(beside)).map((answer) => answer.status);
    const next = await fetch(`${api}/strays`);

    expect(status).toBe(500);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(next.status).toBe(200);
  });

  test('is answered in our error shape, without its text', async () => {
    const { status, body } = await ask(`${api}/strays?how=throw`, {});

    expect({ status, body }).toEqual({
      status: 500,
      body: { message: 'Internal server error', code: 'FUNCTION_CRASHED', requestId: expect.any(String) },
    });
  });
});

describe('the Lambda Invoke API', () => {
  test('tells what a function threw', async () => {
    const answer = await fetch(`${lambda}fails/invocations`, {
      method: 'POST',
      body: '{"message":"bad input"}',
    });

    expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await answer.json()).toMatchObject({
      errorMessage: 'bad input',
      trace: expect.arrayContaining([expect.stringContaining('InputError: bad input')]),
    });
  });

  test('takes an asynchronous call that fails, and goes on', async () => {
    const headers = { 'x-amz-invocation-type': 'Event' };

    const accepted = await fetch(`${lambda}fails/invocations`, { method: 'POST', headers, body: '{}' });
    const after = await fetch(`${lambda}fails/invocations`, { method: 'POST', body: '{}' });

    expect([accepted.status, after.status]).toEqual([202, 200]);
  });

  test('refuses an event that is no JSON', async () => {
    const answer = await fetch(`${lambda}fails/invocations`, { method: 'POST', body: '{' });

    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidRequestContentException');
    expect(await answer.json()).toMatchObject({
      Type: 'User',
      Message: expect.stringContaining('into json'),
    });
  });

  test('refuses a web page', async () => {
    const { status, body } = await ask(
      `${lambda}fails/invocations`,
      { origin: api },
      { method: 'POST', body: '{}' },
    );

    expect(status).toBe(403);
    expect(body).toMatchObject({ Type: 'User', Message: expect.stringContaining('page of another site') });
  });
});

test('a header that was sent twice reaches a function as API Gateway would join it', async () => {
  const headers = { 'x-api-key': ['wrong', 'right'] };

  const { body } = await ask(`${api}/echoes`, headers, { method: 'POST' });

  expect(body.key).toBe('wrong,right');
});

describe('what never reaches a function', () => {
  test.each([
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, 'FOREIGN_PAGE'],
    ['a name that is led here', { host: 'rebound.example' }, 'HOST_NOT_ALLOWED'],
  ])('%s is refused, and no answer lets it read', async (_, headers, code) => {
    const answer = await ask(`${api}/well`, { origin: 'http://localhost:3000', ...headers });

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code, message: expect.any(String), requestId: expect.any(String) });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('the server’s own page gets no CORS headers either', async () => {
    const { status, headers } = await ask(`${api}/well`, { origin: api });

    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('a preflight of a foreign page is refused', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };

    const { status } = await ask(`${api}/echoes`, headers, { method: 'OPTIONS' });

    expect(status).toBe(403);
  });

  test('a body that is too large is refused in our error shape', async () => {
    const body = 'x'.repeat(10 * 1024 * 1024 + 1);

    const answer = await ask(`${api}/echoes`, { 'content-type': 'text/plain' }, { method: 'POST', body });

    expect(answer).toMatchObject({ status: 413, body: { code: 'PAYLOAD_TOO_LARGE' } });
  });

  test('a path that can’t be decoded is refused in our error shape', async () => {
    const answer = await ask(`${api}/%E0%A4%A`, {});

    expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED_REQUEST' } });
  });

  test('a bad content type is refused in our error shape', async () => {
    const answer = await ask(`${api}/echoes`, { 'content-type': ';;' }, { method: 'POST', body: '{}' });

    expect(answer).toMatchObject({ status: expect.any(Number), body: { code: expect.any(String) } });
    expect(answer.status).toBeLessThan(500);
  });
});
