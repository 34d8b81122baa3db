import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { slowLoads } from '../support/slow-loads.ts';
import { makePlace, type Place, removePlace, run } from './support/project.ts';
import { ask, awaitFilledTable, type RunningStack, startStack, triggerPatiently } from './support/stack.ts';

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  await run(['etl'], place.settings);
  stack = await startStack(place, { ETL_TRIGGER_COOLDOWN_S: '0' });
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

const cancel = async (runId: string) => await ask(stack, `/runs/${runId}/cancel`, { method: 'POST' });

describe('cancelling', () => {
  test('a run in its loads ends it at once, and the next trigger starts a run that publishes', async () => {
    const loads = await slowLoads(place.stateDir);
    const runId = await triggerPatiently(stack);
    await loads.someWait();

    const answer = await cancel(runId);
    const cancelled = await ask(stack, `/runs/${runId}`);
    await loads.release();
    const next = await triggerPatiently(stack);

    expect([answer.status, answer.body]).toEqual([200, { message: 'Run cancelled', runId }]);
    expect(cancelled.body).toMatchObject({
      ...{ state: 'failed', error: { code: 'CANCELLED' }, result: 'Cancelled. The table is unchanged.' },
      steps: [{ state: 'done' }, { state: 'failed' }, { state: 'skipped' }],
    });
    await awaitFilledTable(stack);
    expect(await ended(next)).toMatchObject({ state: 'succeeded' });
    expect(await ended(runId)).toMatchObject({ error: { code: 'CANCELLED' } });
  });

  test('a run that has ended is refused', async () => {
    const { body } = await ask(stack, '/runs?state=succeeded');
    const [newest] = body['runs'] as { runId: string }[];

    expect(await cancel(newest?.runId ?? '')).toMatchObject({ status: 409, body: { code: 'RUN_ENDED' } });
  });

  test('a run that never was is not found', async () => {
    expect(await cancel('etl-1')).toMatchObject({ status: 404, body: { code: 'RUN_NOT_FOUND' } });
  });

  test('is no matter of a GET', async () => {
    const answer = await ask(stack, '/runs/etl-1/cancel');

    expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

/** A run once it has ended. */
async function ended(runId: string): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const { body } = await ask(stack, `/runs/${encodeURIComponent(runId)}`);
    if (body['state'] === 'succeeded' || body['state'] === 'failed') {
      return body;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
