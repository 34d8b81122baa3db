import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { PROJECT_DIR } from './support/project.ts';

/** A plain `sls offline` that serves steps alone, of the service with functions that do what none should. */
const SERVICE = join(PROJECT_DIR, 'tests/fixtures/offline-service');

let server: ChildProcess;
let ports: { readonly API_PORT: string; readonly LAMBDA_PORT: string };

beforeEach(async () => {
  ports = { API_PORT: String(await freePort()), LAMBDA_PORT: String(await freePort()) };
  server = spawn(
    process.execPath,
    [join(PROJECT_DIR, 'node_modules/serverless/bin/serverless.js'), 'offline'],
    { cwd: SERVICE, env: { ...process.env, ...ports, ETL_SERVES: 'steps' }, stdio: 'ignore' },
  );
  while ((await healthCheck()) !== 0) {
    if (server.exitCode !== null) {
      throw new Error(`sls offline ended with ${server.exitCode}`);
    }
    await delay(100);
  }
});
afterEach(async () => {
  if (server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
});

/** What the health check of a container ends with. */
async function healthCheck(): Promise<number> {
  const check = spawn(process.execPath, [join(PROJECT_DIR, 'dist/local/offline/health-check.js')], {
    env: { ...process.env, ...ports, ETL_SERVES: 'steps' },
    stdio: 'ignore',
  });
  const [code] = await once(check, 'exit');
  return Number(code);
}

const invoke = (name: string, event: object) =>
  fetch(`http://127.0.0.1:${ports.LAMBDA_PORT}/2015-03-31/functions/misbehaving-local-${name}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
  });

test('it has the functions without a route, and no port for the others', async () => {
  const step = await invoke('waits', { ms: 0 });
  const route = await invoke('well', {});
  const api = await fetch(`http://127.0.0.1:${ports.API_PORT}/well`).catch(() => 'refused');

  expect([step.status, route.status, api]).toEqual([200, 404, 'refused']);
});

test('stopped, it takes no more calls, answers those it has begun, and ends well', async () => {
  const longerThanHapiWaits = 7_000;
  const ended = once(server, 'exit');
  const call = invoke('waits', { ms: longerThanHapiWaits });
  await invoke('waits', { ms: 0 }); // came after it, so the first has arrived
  server.kill('SIGTERM');
  while ((await healthCheck()) === 0) {
    await delay(50);
  }

  const next = await invoke('waits', { ms: 0 }).catch(() => 'refused');
  const answer = await call;
  const [code] = await ended;

  expect(next).toBe('refused');
  expect(await answer.json()).toMatchObject({ done: expect.any(Number) });
  expect(code).toBe(0);
});
