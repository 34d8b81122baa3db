import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverlessFunctions } from '../support/serverless-functions.ts';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, run, start } from './support/project.ts';
import { type RunningStack, startStack } from './support/stack.ts';

/** Every function. */
const FUNCTIONS = Object.keys(serverlessFunctions(PROJECT_DIR));

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  await run(['etl', '--as-of', '2024-01-01'], place.settings);
  stack = await startStack(place);
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

/** `sls invoke local -f NAME --path tests/events/NAME.json`, with nothing in the environment but what .env.local says. */
async function invoke(name: string) {
  const serverless = join(PROJECT_DIR, 'node_modules/serverless/bin/serverless.js');
  const args = [serverless, 'invoke', 'local', '-f', name, '--path', `tests/events/${name}.json`];
  const outcome = await finished(start(args, {}, process.execPath));
  return { ...outcome, result: parse(outcome.stdout) };
}

function parse(
  stdout: string,
): { statusCode?: number; body: Record<string, unknown> } & Record<string, unknown> {
  try {
    const result = JSON.parse(stdout);
    return { ...result, body: bodyOf(result.body) };
  } catch {
    return { body: {}, unreadable: stdout };
  }
}

/** Not every body is JSON. */
function bodyOf(text: string | undefined): Record<string, unknown> {
  if (!text) {
    return {};
  }
  return text.startsWith('{') ? JSON.parse(text) : { text };
}

const isFile = (result: ReturnType<typeof parse>) =>
  expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: true });
const isUnknownRun = ({ statusCode, body }: ReturnType<typeof parse>) =>
  expect([statusCode, body['code']]).toEqual([404, 'RUN_NOT_FOUND']);

/** What each function says, on a table that a run has just filled. */
const EXPECTED: Record<string, (result: ReturnType<typeof parse>) => void> = {
  triggerEtl: ({ statusCode, body }) =>
    expect([statusCode, body['message']]).toEqual([200, 'ETL process started']),
  checkTable: ({ statusCode, body }) =>
    expect([statusCode, body]).toEqual([200, { message: 'Table created' }]),
  checkFeatureDerivation: ({ statusCode, body }) =>
    expect([statusCode, body]).toEqual([200, { message: 'Feature Derivation inserted', count: 10 }]),
  health: ({ statusCode, body }) => expect([statusCode, body['message']]).toEqual([200, 'Ready']),
  notFound: ({ statusCode, body }) => expect([statusCode, body['code']]).toEqual([404, 'NOT_FOUND']),
  runs: ({ body }) => expect(body).toMatchObject({ runs: expect.any(Array), next: null }),
  run: isUnknownRun,
  cancelRun: isUnknownRun,
  rejects: isUnknownRun,
  features: ({ body }) =>
    expect(body).toMatchObject({ message: '10 users', features: expect.any(Array), next: null }),
  userFeatures: ({ body }) =>
    expect(body).toMatchObject({ feature: { user_id: '1', name: 'Alice', experiments_count: '2' } }),
  stats: ({ body }) => expect(body).toMatchObject({ users: 10, columns: expect.any(Array) }),
  metrics: ({ body }) => expect(body['text']).toMatch(/^etl_users 10$/m),
  openapi: isFile,
  docs: isFile,
  dashboard: isFile,
  staticFile: isFile,
  // The files of this stack are in a folder.
  arrived: (result) => expect(result).toMatchObject({ outcome: 'ignored', expected: null }),
  plan: (result) =>
    expect(result).toMatchObject({ runId: 'by-hand', parts: [{ part: 0 }, { part: 1 }, { part: 2 }] }),
  load: (result) => expect(result).toMatchObject({ runId: 'by-hand', part: 0, read: 10, loaded: 10 }),
  publish: (result) =>
    expect(result).toMatchObject({ errorMessage: expect.stringContaining('2 of 3 parts') }),
  fail: (result) => expect(result).toMatchObject({ runId: 'by-hand', closed: true }),
};

describe('sls invoke local', () => {
  test('is tried for every function there is', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...FUNCTIONS].sort());
  });

  // In the order of serverless.yml, so that the steps find the run that plan has begun.
  test.each(FUNCTIONS)('-f %s ends by itself and prints its result alone on stdout', async (name) => {
    const { code, result } = await invoke(name);

    EXPECTED[name]?.(result);
    expect(code).toBe(name === 'publish' ? 1 : 0);
  });
});
