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

  test('a body that is no JSON is 400 and says so', async () => {
    const answer = await ask(stack, '/trigger-etl', { method: 'POST', body: '{"asOf":' });

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_BODY', message: 'Invalid body: it is not JSON' });
  });
});
