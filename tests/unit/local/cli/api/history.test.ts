import { expect, test } from 'vitest';
import type { ApiAnswer, ApiRequest, AskApi } from '../../../../../local/cli/api/ask.ts';
import { cancelRun, newestRuns, rejectsCsv, rejectsOf, runOf } from '../../../../../local/cli/api/history.ts';
import { allOf } from '../../../../support/all-of.ts';

/** An API that gives these answers, one after the other, and what it was asked. */
function answering(...answers: Partial<ApiAnswer>[]) {
  const asked: ApiRequest[] = [];
  const ask: AskApi = async (request) => {
    asked.push(request);
    await Promise.resolve();
    return { status: 200, headers: {}, body: '{}', ...answers[asked.length - 1] };
  };
  return { ask, asked };
}
const page = (member: string, rows: readonly object[], next: string | null) => ({
  body: JSON.stringify({ [member]: rows, next }),
});

test('runs are read page after page, no more than asked for', async () => {
  const { ask, asked } = answering(
    page('runs', [{ runId: 'a' }, { runId: 'b' }], '/runs?limit=100&cursor=x'),
    page('runs', [{ runId: 'c' }, { runId: 'd' }], '/runs?limit=100&cursor=y'),
  );

  expect(await newestRuns(ask, 3)).toEqual([{ runId: 'a' }, { runId: 'b' }, { runId: 'c' }]);
  expect(asked.map(({ path }) => path)).toEqual(['/runs?limit=3', '/runs?limit=100&cursor=x']);
});

test('rows are asked for by run and input, whatever is in their names', async () => {
  const { ask, asked } = answering(page('rejects', [], null));

  await rejectsOf(ask, 'a/b', { input: 'x&y' }, 5);

  expect(asked[0]?.path).toBe('/runs/a%2Fb/rejects?input=x%26y&limit=5');
});

test('rows of one kind are asked for by its column, too', async () => {
  const { ask, asked } = answering(page('rejects', [], null));

  await rejectsOf(ask, 'a', { reason: 'bad_date', column: 'joined' }, 5);

  expect(asked[0]?.path).toBe('/runs/a/rejects?reason=bad_date&column=joined&limit=5');
});

test('CSV has one header, over all pages', async () => {
  const { ask, asked } = answering(
    { body: 'a,b\r\n1,2\r\n', headers: { link: '</runs/x/rejects?cursor=c>; rel="next"' } },
    { body: 'a,b\r\n3,"4\r\n5"\r\n' },
  );

  expect((await allOf(rejectsCsv(ask, 'x', {}))).join('')).toBe('a,b\r\n1,2\r\n3,"4\r\n5"\r\n');
  expect(asked.map(({ path }) => path)).toEqual([
    '/runs/x/rejects?format=csv&limit=1000',
    '/runs/x/rejects?cursor=c',
  ]);
});

test('a run is cancelled by a POST', async () => {
  const { ask, asked } = answering({});

  await cancelRun(ask, 'etl-7');

  expect(asked).toEqual([{ path: '/runs/etl-7/cancel', method: 'POST' }]);
});

test('what the API refuses is thrown with its message and code', async () => {
  const body = JSON.stringify({ message: 'There is no such run', code: 'RUN_NOT_FOUND' });
  const { ask } = answering({ status: 404, body });

  await expect(runOf(ask, 'x')).rejects.toMatchObject({
    ...{ name: 'ApiError', status: 404, code: 'RUN_NOT_FOUND', message: 'There is no such run' },
  });
});

test('an answer that is none of ours is told by its status', async () => {
  const { ask } = answering({ status: 502, body: '<html>' });

  await expect(runOf(ask, 'x')).rejects.toThrow('The API answered 502');
});
