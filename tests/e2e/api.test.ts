import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePlace, type Place, removePlace, run } from './support/project.ts';
import { ask, awaitFilledTable, type RunningStack, startStack } from './support/stack.ts';

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  // A cooldown that a burst can't outlast, however slowly a busy machine starts its hundred instances.
  stack = await startStack(place, { ETL_AS_OF: '2024-01-01', ETL_TRIGGER_COOLDOWN_S: '600' });
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

const errorBody = (message: string, code: string) => ({
  message,
  code,
  requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
});

/** A cursor, as our pages have it. */
const cursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

// In this order: each test goes on from where the one before left the stack.
describe('from an empty database to a filled table', () => {
  test('/check/table answers 500 before any run', async () => {
    const answer = await ask(stack, '/check/table');

    expect(answer.status).toBe(500);
    expect(answer.body).toEqual(errorBody('Table creation failed', 'TABLE_MISSING'));
  });

  test('/check/feature_derivation answers 500 before any run', async () => {
    const answer = await ask(stack, '/check/feature_derivation');

    expect(answer.status).toBe(500);
    expect(answer.body).toEqual(errorBody('Feature Derivation insert failed', 'TABLE_MISSING'));
  });

  test('HEAD /trigger-etl starts nothing', async () => {
    const answer = await ask(stack, '/trigger-etl', { method: 'HEAD' });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  test('a prefetch of /trigger-etl starts nothing', async () => {
    const answer = await ask(stack, '/trigger-etl', { headers: { 'sec-purpose': 'prefetch' } });

    expect(answer.status).toBe(403);
  });

  test('of 100 triggers at once exactly one starts a run', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(stack, '/trigger-etl')));

    const started = answers.filter(({ status }) => status === 200);
    expect(started.map(({ body }) => body)).toEqual([
      { message: 'ETL process started', runId: expect.stringMatching(/^etl-\d+$/) },
    ]);
    const others = answers.filter(({ status }) => status !== 200);
    expect(others).toHaveLength(99);
    for (const { status, body, headers } of others) {
      // On a machine that is busy with starting a hundred instances, Airflow may be too slow for some of them.
      expect([status, body['code']]).toBeOneOf([
        [400, 'TOO_FREQUENT'],
        [503, 'AIRFLOW_UNAVAILABLE'],
      ]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(body['retryAfter']).toBe(Number(headers.get('retry-after')));
    }
  });

  test('a trigger right after that is refused, in the words of the contract', async () => {
    const answer = await ask(stack, '/trigger-etl');

    expect(answer.status).toBe(400);
    expect(answer.body.message).toBe('Trigger the API frequently, please try again later.');
  });

  test('/check/feature_derivation answers 200 after the run', async () => {
    const answer = await awaitFilledTable(stack);

    expect(answer.body).toEqual({ message: 'Feature Derivation inserted', count: 10 });
  });

  test('/check/table answers 200 after the run', async () => {
    const answer = await ask(stack, '/check/table');

    expect([answer.status, answer.body]).toEqual([200, { message: 'Table created' }]);
  });

  test('the table holds what the sample adds up to', async () => {
    const { stdout } = await run(
      [
        'sql',
        'SELECT user_id, experiments_count, experiment_run_time, days_since_signup FROM users_derivation ORDER BY 1',
      ],
      { ...place.settings },
    );

    expect(stdout.split('\n')).toEqual([
      'user_id,experiments_count,experiment_run_time,days_since_signup',
      ...['1,2,25,365', '2,1,20,334', '3,1,25,306', '4,1,30,275', '5,1,35,245'],
      ...['6,1,40,214', '7,1,45,184', '8,1,50,153', '9,1,55,122', '10,1,60,92', ''],
    ]);
  });
});

describe('what came of it', () => {
  const runId = async () => {
    const { runs } = (await ask(stack, '/runs?limit=1')).body as { runs: { runId: string }[] };
    return runs[0]?.runId;
  };

  test('/runs has the run that was started', async () => {
    const answer = await ask(stack, '/runs');

    expect(answer.body).toMatchObject({
      runs: [
        { state: 'succeeded', withRejects: false, asOf: '2024-01-01', counts: { read: 24, inserted: 10 } },
      ],
      next: null,
    });
  });

  test('/runs/{runId} has its parts', async () => {
    const answer = await ask(stack, `/runs/${await runId()}`);

    expect(answer.body).toMatchObject({ progress: { rowsRead: 24, parts: { length: 3 } } });
  });

  test('/runs/{runId}/rejects has none', async () => {
    const answer = await ask(stack, `/runs/${await runId()}/rejects`);

    expect(answer.body).toMatchObject({ rejects: [], next: null });
  });

  test('/features has every user once, page by page', async () => {
    const names: unknown[] = [];
    for (let path: string | null = '/features?limit=4&sort=-experiment_run_time'; path !== null; ) {
      const { body }: Awaited<ReturnType<typeof ask>> = await ask(stack, path);
      names.push(...(body['features'] as { name: string }[]).map(({ name }) => name));
      path = body['next'] as string | null;
    }

    expect(names).toEqual([
      'Judy',
      'Ivan',
      'Heidi',
      'Grace',
      'Frank',
      'Eve',
      'Dave',
      'Carol',
      'Alice',
      'Bob',
    ]);
  });

  test('/features is CSV for who wants that', async () => {
    const answer = await ask(stack, '/features?limit=1', { headers: { accept: 'text/csv' } });

    expect(answer.text).toMatch(
      /^user_id,name,.*\r\n1,Alice,alice@example.com,2023-01-01,365,2,25,2024-01-01\r\n$/,
    );
    expect(answer.headers.get('link')).toMatch(/^<\/features\?.*>; rel="next"$/);
  });

  test('/features is not sent again to who has it', async () => {
    const etag = (await ask(stack, '/features')).headers.get('etag') ?? '';

    const answer = await ask(stack, '/features', { headers: { 'if-none-match': etag } });

    expect([answer.status, answer.text]).toEqual([304, '']);
  });

  test('/features/{userId} has one user, with a text for an id', async () => {
    const answer = await ask(stack, '/features/1');

    expect(answer.body).toMatchObject({ feature: { user_id: '1', name: 'Alice', experiments_count: '2' } });
  });

  test.each([
    ['/runs?limit=0', 400, 'INVALID_PARAMETER'],
    ['/features?sort=age', 400, 'INVALID_PARAMETER'],
    ['/features?cursor=x', 400, 'INVALID_PARAMETER'],
    ['/features/abc', 400, 'INVALID_PARAMETER'],
    ['/features/77', 404, 'USER_NOT_FOUND'],
    ['/runs/none', 404, 'RUN_NOT_FOUND'],
    ['/runs/none/rejects', 404, 'RUN_NOT_FOUND'],
    ['/static/none.js', 404, 'NOT_FOUND'],
  ])('%s is a %d %s', async (path, status, code) => {
    const answer = await ask(stack, path);

    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  test('/stats, /metrics, /openapi.json, /docs and / are as documented', async () => {
    const paths = ['/stats', '/metrics', '/openapi.json', '/docs', '/', '/static/dashboard.js'];

    const answers = await Promise.all(paths.map((path) => ask(stack, path)));

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  });
});

describe('everything around', () => {
  test('/health says that all dependencies are ready', async () => {
    const answer = await ask(stack, '/health');

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      message: 'Ready',
      dependencies: { database: { ready: true }, redis: { ready: true }, airflow: { ready: true } },
    });
  });

  test('an unknown path is 404 in our own shape', async () => {
    const answer = await ask(stack, '/no/such/path');

    expect(answer.status).toBe(404);
    expect(answer.body).toEqual(errorBody('There is nothing at /no/such/path', 'NOT_FOUND'));
  });

  test('a wrong method is 405 in our own shape', async () => {
    const answer = await ask(stack, '/check/table', { method: 'DELETE' });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(answer.body).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  });

  test('a sane request id comes back', async () => {
    const answer = await ask(stack, '/check/table', { headers: { 'x-request-id': 'mine-42' } });

    expect(answer.headers.get('x-request-id')).toBe('mine-42');
  });

  test.each([
    ['a run id with NUL', 'GET', '/runs/etl-%00', undefined, 'INVALID_PARAMETER'],
    ['a run id with NUL, for its rejects', 'GET', '/runs/a%00b/rejects', undefined, 'INVALID_PARAMETER'],
    [
      'a cursor with NUL',
      'GET',
      `/features?cursor=${cursor(['x', '\0', '1'])}`,
      undefined,
      'INVALID_PARAMETER',
    ],
    ['a parameter twice', 'GET', '/runs?limit=1&limit=2', undefined, 'INVALID_PARAMETER'],
    ['a parameter that is not known', 'GET', '/check/table?verbose', undefined, 'INVALID_PARAMETER'],
    [
      'a date in the query of a trigger',
      'GET',
      '/trigger-etl?asOf=2024-01-01',
      undefined,
      'INVALID_PARAMETER',
    ],
    ['the JSON text null', 'POST', '/trigger-etl', 'null', 'INVALID_BODY'],
    ['the JSON text ""', 'POST', '/trigger-etl', '""', 'INVALID_BODY'],
    ['a date after a byte order mark', 'POST', '/trigger-etl', '\uFEFF{"asOf":"soon"}', 'INVALID_BODY'],
    ['the year 0000', 'POST', '/trigger-etl', '{"asOf":"0000-01-01"}', 'INVALID_BODY'],
    ['a date far ahead', 'POST', '/trigger-etl', '{"asOf":"3989-02-13"}', 'INVALID_BODY'],
  ])('%s is 400 and says so', async (_what, method, path, body, code) => {
    const headers = { 'content-type': 'application/json' };

    const answer = await ask(stack, path, { method, headers, ...(body === undefined ? {} : { body }) });

    expect(answer).toMatchObject({ status: 400, body: { code, message: expect.any(String) } });
  });

  test('JSON after a byte order mark is read', async () => {
    const answer = await ask(stack, '/trigger-etl', { method: 'POST', body: '\uFEFF{"asOf":"soon"}' });

    expect(answer.body['message']).toBe('Invalid body: asOf must be a date YYYY-MM-DD');
  });

  test('a body that is no JSON is 400 and says so', async () => {
    const answer = await ask(stack, '/trigger-etl', { method: 'POST', body: '{"asOf":' });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_BODY', message: 'Invalid body: it is not JSON' });
  });
});
