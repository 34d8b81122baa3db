import { expect, test } from 'vitest';
import { ApiError } from '../../../../../../local/cli/api/api-error.ts';
import { interruptRun, type RunInHand } from '../../../../../../local/cli/runs/following/interrupt-run.ts';
import { runDetail } from '../../run-views.ts';

const NEVER = new Promise<never>(() => undefined);
const hasEnded = () =>
  Promise.reject(new ApiError({ status: 409, body: '{"code":"RUN_ENDED","message":"ended"}' }));

const inHand = (differing: Partial<RunInHand> = {}): RunInHand => ({
  find: () => Promise.resolve('etl-7'),
  cancel: () => Promise.resolve(),
  read: () => Promise.resolve(runDetail({ result: 'Published: t has 3 users.' })),
  ...differing,
});

test('the run is cancelled, and that is told', async () => {
  const cancelled: string[] = [];
  const cancel = (runId: string) => Promise.resolve(void cancelled.push(runId));

  const interruption = await interruptRun(inHand({ cancel }), NEVER);

  expect(cancelled).toEqual(['etl-7']);
  expect(interruption).toEqual({
    code: 130,
    lines: ['Interrupted: run etl-7 was cancelled. The table is unchanged.'],
  });
});

test('without a run there is nothing to cancel', async () => {
  const { code, lines } = await interruptRun(inHand({ find: () => Promise.resolve(undefined) }), NEVER);

  expect([code, lines]).toEqual([130, ['Interrupted before a run was started.']]);
});

test('a run that has published in the meantime has succeeded', async () => {
  expect(await interruptRun(inHand({ cancel: hasEnded }), NEVER)).toEqual({
    code: 0,
    lines: ['Interrupted, but run etl-7 had already published.', '  Published: t has 3 users.'],
  });
});

test('a run that has failed in the meantime is told by its result', async () => {
  const run = runDetail({ state: 'failed', result: 'Not published: a gate. The table is unchanged.' });

  const { code, lines } = await interruptRun(
    inHand({ cancel: hasEnded, read: () => Promise.resolve(run) }),
    NEVER,
  );

  expect(code).toBe(130);
  expect(lines[0]).toContain('Not published: a gate.');
});

test('nobody waits for a run that does not end', async () => {
  const { code, lines } = await interruptRun(inHand({ cancel: () => NEVER }), Promise.resolve());

  expect(code).toBe(130);
  expect(lines[0]).toContain('did not end in time');
});

test('a run that can not be cancelled keeps nothing from stopping', async () => {
  const cancel = () => Promise.reject(new Error('no connection'));

  const { code, lines } = await interruptRun(inHand({ cancel }), NEVER);

  expect(code).toBe(130);
  expect(lines[0]).toContain('no connection');
});
