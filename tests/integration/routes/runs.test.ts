import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { route as metrics } from '../../../handlers/metrics.ts';
import { route as rejects } from '../../../handlers/rejects.ts';
import { route as run } from '../../../handlers/run.ts';
import { route as runs } from '../../../handlers/runs.ts';
import type { DagRun } from '../../../lib/clients/airflow.ts';
import { type StepFailure, stepFailure } from '../../../lib/errors.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { closeAsFailed } from '../../../lib/store/runs/run-records.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { type Api, answerOf, asking, bodyOf, makeApi, nextQuery } from './api.ts';

let api: Api;
beforeEach(async () => {
  api = await makeApi();
});
afterEach(() => api.remove());

const USERS = 'user_id,name,email,signup_date\n';
const detailOf = async (runId: string) => answerOf(run, await answerTo(run, asking({ runId }), api.reading));
const pageOf = async (query = {}) => await answerTo(runs, asking({}, query), api.reading);
const idsOf = (reply: HttpReply) => answerOf(runs, reply).runs.map(({ runId }) => runId);
const dagRun = (state: DagRun['state'], endedAt: Date | null = null): DagRun => {
  return {
    runId: 'x',
    state,
    queuedAt: new Date('2026-01-01T12:00:00Z'),
    runAfter: new Date('2026-01-01T12:00:00Z'),
    startedAt: null,
    endedAt,
    conf: {},
  };
};

describe('before the first run', () => {
  test('the list of runs is empty', async () => {
    expect(bodyOf(await pageOf())).toMatchObject({ message: '0 runs', runs: [], next: null, total: 0 });
  });

  test('there is no run of any id', async () => {
    expect(await answerTo(run, asking({ runId: 'etl-1' }), api.reading)).toMatchObject({
      status: 404,
      body: { code: 'RUN_NOT_FOUND', message: 'There is no run etl-1' },
    });
  });

  test('there are no rejects of any run', async () => {
    expect(await answerTo(rejects, asking({ runId: 'etl-1' }), api.reading)).toMatchObject({ status: 404 });
  });

  test('a run that Airflow has queued is told', async () => {
    api.dagRuns.set('etl-1', dagRun('queued'));

    expect(await detailOf('etl-1')).toMatchObject({ state: 'queued', queuedAt: '2026-01-01T12:00:00.000Z' });
  });

  test('the metrics have no sample of a success', async () => {
    const reply = (await answerTo(metrics, asking(), api.reading)) as ContentReply;

    expect(String(reply.content?.data)).not.toMatch(/^etl_last_success/m);
  });
});

describe('a run that failed before any of its steps reached the database', () => {
  const longAgo = new Date('2026-01-01T12:01:00Z');

  test('is on record once somebody asks for it', async () => {
    api.dagRuns.set('etl-1', dagRun('failed', longAgo));

    const detail = await detailOf('etl-1');

    expect(detail).toMatchObject({ state: 'failed', error: { code: 'DAG_RUN_FAILED' } });
    expect(idsOf(await pageOf())).toEqual(['etl-1']);
  });

  test('is left to the failure callback, which knows the reason, for a while', async () => {
    api.dagRuns.set('etl-1', dagRun('failed', new Date()));

    const detail = await detailOf('etl-1');

    expect(detail.state).toBe('failed');
    expect(idsOf(await pageOf())).toEqual([]);
  });

  test('from before the oldest record is not recorded again: that record was deleted', async () => {
    await api.run('etl-2');
    api.dagRuns.set('etl-1', { ...dagRun('failed', longAgo), queuedAt: new Date('2025-12-31T00:00:00Z') });

    await detailOf('etl-1');

    expect(idsOf(await pageOf())).toEqual(['etl-2']);
  });
});

describe('runs that have ended', () => {
  test('a run tells its result, part by part', async () => {
    await api.run('etl-1', { asOf: '2024-01-01' });

    const detail = await detailOf('etl-1');

    expect(detail).toMatchObject({
      ...{ message: 'Run etl-1: succeeded', state: 'succeeded', withRejects: false, asOf: '2024-01-01' },
      counts: { read: 24, loaded: 24, rejected: 0, inserted: 10, unchanged: 0 },
      ...{ phase: null, error: null, previousRunId: null, difference: null, usualDurationMs: null },
    });
    expect(
      detail.progress.parts.map(({ input, file, state, rowsRead }) => [input, file, state, rowsRead]),
    ).toEqual([
      ['users', 'users', 'loaded', 10],
      ['experiments', 'user_experiments', 'loaded', 11],
      ['compounds', 'compounds', 'loaded', 3],
    ]);
    expect(detail.progress.bytesDone).toBe(detail.progress.bytesTotal);
    expect(detail.progress.parts.every(({ startedAt, finishedAt }) => startedAt && finishedAt)).toBe(true);
  });

  test('a run tells what differs from the one before it that succeeded', async () => {
    await api.run('etl-1');
    api.write({ users: 'broken' });
    await expect(api.run('etl-2')).rejects.toThrow();
    api.write({ users: `${USERS}1,Al,,2023-01-01\n2,Bo,,2023-01-01\n` });
    await api.run('etl-3', { acceptDeletes: true }, { config: { ETL_MAX_REJECT_RATIO: 1 } });

    const detail = await detailOf('etl-3');

    expect(detail).toMatchObject({ previousRunId: 'etl-1', difference: { read: -8, users: -8 } });
  });

  test('the usual duration is that of runs of a similar size', async () => {
    await api.run('etl-1');
    await api.run('etl-2');
    api.write({ users: `${USERS}1,Al,,2023-01-01\n${'\n'.repeat(10_000)}` });
    await api.run('etl-3', { acceptDeletes: true }, { config: { ETL_MAX_REJECT_RATIO: 1 } });

    const [similar, larger] = [await detailOf('etl-2'), await detailOf('etl-3')];

    expect(similar.usualDurationMs).toBeGreaterThan(0);
    expect(larger.usualDurationMs).toBeNull();
  });

  test('a run tells what came of it, where its data is, and how its steps went', async () => {
    await api.run('etl-1', { requestId: 'request-7' });

    const detail = await detailOf('etl-1');

    expect(detail).toMatchObject({
      result: 'Published: users_derivation has 10 users (10 inserted).',
      ...{ advice: [], location: api.directory, requestId: 'request-7', airflowUrl: null },
      logs: 'lines with "runId":"etl-1" in the log of the functions',
    });
    expect(detail.sources.map(({ input, source }) => [input, source])).toEqual([
      ['users', 'users.csv'],
      ['experiments', 'user_experiments.csv'],
      ['compounds', 'compounds.csv'],
    ]);
    expect(detail.sources.every(({ bytes, modifiedAt }) => bytes > 0 && modifiedAt !== null)).toBe(true);
    expect(detail.steps.map(({ step, state }) => [step, state])).toEqual([
      ['plan', 'done'],
      ['load', 'done'],
      ['publish', 'done'],
    ]);
    expect(detail.steps.every(({ startedAt, finishedAt }) => startedAt && finishedAt)).toBe(true);
  });

  test('a run that a gate stopped says so in one clause, and what to do', async () => {
    await api.run('etl-1');
    api.write({ users: `${USERS}1,Al,,2023-01-01\n` });
    const thrown = await api.run('etl-2', {}, { config: { ETL_MAX_REJECT_RATIO: 1 } }).catch(stepFailure);
    await closeAsFailed(api.look, 'etl-2', { step: 'publish', ...(thrown as StepFailure) });

    const detail = await detailOf('etl-2');

    expect(detail.result).toBe('Not published: 9 of 10 users would vanish. The table is unchanged.');
    expect(detail.error).toMatchObject({
      ...{ code: 'GATE', summary: '9 of 10 users would vanish', gates: ['deletions'] },
    });
    expect(detail.advice.map(({ action }) => action)).toEqual(['accept_deletes', 'correct_files']);
    expect(detail.steps.map(({ state }) => state)).toEqual(['done', 'done', 'failed']);
  });

  test('rejects are told apart from a clean success, by kind', async () => {
    api.write({ users: `${USERS}1,Al,,2023-01-01\nx,Bo,,2023-01-01\n3,Cy,,2023-02-30\n` });
    await api.run('etl-1', {}, { config: { ETL_MAX_REJECT_RATIO: 1 } });

    const detail = await detailOf('etl-1');

    expect(detail.withRejects).toBe(true);
    expect(detail.rejects).toContainEqual({
      ...{ input: 'users', file: 'users', column: 'user_id', reason: 'not_an_integer' },
      ...{ severity: 'reject', count: 1, everyRow: false, values: [], otherValues: 0 },
      meaning: 'user_id is empty or not a whole number (digits only, or like 10.0): "x"',
      hint: expect.stringContaining('declare the column as textId()'),
    });
  });

  test('the list has the newest first, page by page', async () => {
    for (const n of [1, 2, 3]) {
      await api.run(`etl-${n}`);
    }

    const first = await pageOf({ limit: '2' });
    const second = await pageOf(nextQuery(first));

    expect([idsOf(first), idsOf(second)]).toEqual([['etl-3', 'etl-2'], ['etl-1']]);
    expect(first.headers?.['link']).toBe(`<${bodyOf(first)['next']}>; rel="next"`);
    expect(bodyOf(second)['next']).toBeNull();
    expect([bodyOf(first)['total'], bodyOf(second)['total']]).toEqual([3, 3]);
  });

  test('the list is filtered by state', async () => {
    await api.run('etl-1');
    api.write({ users: 'broken' });
    await api.run('etl-2').catch(() => undefined);

    const page = await pageOf({ state: 'succeeded' });

    expect(idsOf(page)).toEqual(['etl-1']);
    expect(bodyOf(page)['total']).toBe(1);
  });

  test('the list is filtered by the code with which runs failed', async () => {
    await api.run('etl-1');
    api.write({ users: 'broken' });
    const thrown = await api.run('etl-2').catch(stepFailure);
    await closeAsFailed(api.look, 'etl-2', { step: 'plan', ...(thrown as StepFailure) });

    const unusable = await pageOf({ code: 'INPUT_UNUSABLE' });
    const cancelled = await pageOf({ code: 'CANCELLED' });

    expect([idsOf(unusable), bodyOf(unusable)['total']]).toEqual([['etl-2'], 1]);
    expect([idsOf(cancelled), bodyOf(cancelled)['total']]).toEqual([[], 0]);
  });

  test('the metrics tell the last success', async () => {
    await api.run('etl-1');

    const reply = (await answerTo(metrics, asking(), api.reading)) as ContentReply;

    expect(String(reply.content?.data)).toMatch(/^etl_users 10$/m);
  });
});

describe('a run that is running', () => {
  test('tells its phase, and the progress of its parts', async () => {
    await api.plan('etl-1');
    const { database } = api.dependencies();
    await database`
      INSERT INTO etl.part_progress (run_id, part, started_at, bytes, read, rejected)
      VALUES ('etl-1', 1, now(), 50, 2, 1)`;

    const { state, phase, progress, counts } = await detailOf('etl-1');

    expect([state, phase, counts.read]).toEqual(['running', 'load', null]);
    expect(progress).toMatchObject({ bytesDone: 50, rowsRead: 2, rejected: 1 });
    expect(progress.parts.map((part) => part.state)).toEqual(['pending', 'loading', 'pending']);
  });

  test('is left alone while it was heard of', async () => {
    await api.plan('etl-1');
    api.dagRuns.set('etl-1', dagRun('failed', new Date('2026-01-01T12:01:00Z')));

    expect((await detailOf('etl-1')).state).toBe('running');
  });

  test('is closed when Airflow gave it up and nobody told', async () => {
    await api.plan('etl-1');
    await api.look`UPDATE etl.runs SET started_at = now() - interval '1 minute'`;
    api.dagRuns.set('etl-1', dagRun('failed', new Date('2026-01-01T12:01:00Z')));

    expect(await detailOf('etl-1')).toMatchObject({ state: 'failed', error: { code: 'ABANDONED' } });
  });

  test('is closed in the list as well', async () => {
    await api.plan('etl-1');
    await api.look`UPDATE etl.runs SET started_at = now() - interval '1 minute'`;

    const [listed] = answerOf(runs, await pageOf()).runs;

    expect(listed).toMatchObject({ runId: 'etl-1', state: 'failed', error: { code: 'ABANDONED' } });
  });

  test('is left to the failure callback, which knows the reason, for a while', async () => {
    await api.plan('etl-1');
    await api.look`UPDATE etl.runs SET started_at = now() - interval '1 minute'`;
    api.dagRuns.set('etl-1', dagRun('failed', new Date()));

    expect((await detailOf('etl-1')).state).toBe('running');
  });

  test('is left alone when Airflow still has it', async () => {
    await api.plan('etl-1');
    await api.look`UPDATE etl.runs SET started_at = now() - interval '1 minute'`;
    api.dagRuns.set('etl-1', dagRun('running'));

    expect((await detailOf('etl-1')).state).toBe('running');
  });
});

describe('rejected rows', () => {
  const body = 'x,A,,2023-01-01\n1,=HYPERLINK(1),,2023-02-30\n2,B,,2023-01-01\n3,C\n';
  beforeEach(async () => {
    api.write({ users: USERS + body });
    await api.run('etl-1', {}, { config: { ETL_MAX_REJECT_RATIO: 1 } });
  });
  const list = (query = {}, headers = {}) =>
    answerTo(rejects, asking({ runId: 'etl-1' }, query, headers), api.reading);

  test('come by input, source and line, with column, reason and raw text', async () => {
    const reply = await list({ input: 'users' });

    expect(bodyOf(reply)['rejects']).toEqual([
      {
        input: 'users',
        file: 'users',
        source: 'users.csv',
        line: 2,
        lastLine: 2,
        column: 'user_id',
        reason: 'not_an_integer',
        severity: 'reject',
        seen: 'x',
        raw: 'x,A,,2023-01-01',
      },
      {
        input: 'users',
        file: 'users',
        source: 'users.csv',
        line: 3,
        lastLine: 3,
        column: 'signup_date',
        reason: 'bad_date',
        severity: 'reject',
        seen: '2023-02-30',
        raw: '1,=HYPERLINK(1),,2023-02-30',
      },
      {
        ...{ input: 'users', file: 'users', source: 'users.csv', line: 5, lastLine: 5, column: null },
        ...{ reason: 'wrong_column_count', severity: 'reject', seen: '2', raw: '3,C' },
      },
    ]);
  });

  test.each([
    [{ input: 'users' }, 3],
    [{ input: 'users', limit: '1' }, 3],
    [{ input: 'users', reason: 'bad_date' }, 1],
    [{ input: 'users', severity: 'warning' }, 0],
  ])('of a list with %o the total is that of all its pages', async (query, total) => {
    expect(bodyOf(await list(query))['total']).toBe(total);
  });

  test('come page by page, each once', async () => {
    const all = bodyOf(await list({ limit: '1000' }))['rejects'] as unknown[];
    const paged: unknown[] = [];
    let reply = await list({ limit: '2' });
    for (;;) {
      paged.push(...(bodyOf(reply)['rejects'] as unknown[]));
      if (bodyOf(reply)['next'] === null) {
        break;
      }
      reply = await list(nextQuery(reply));
    }

    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(3);
  });

  test.each([
    [{ reason: 'bad_date' }, [3]],
    [{ input: 'users', column: 'user_id' }, [2]],
    [{ file: 'users', column: 'user_id' }, [2]],
    [{ input: 'users', file: 'users', column: 'user_id' }, [2]],
    [{ severity: 'warning' }, []],
  ])('are filtered by %j', async (query, lines) => {
    const found = bodyOf(await list(query))['rejects'] as { line: number }[];

    expect(found.map(({ line }) => line)).toEqual(lines);
  });

  test('of an input that is declared no more are paged and filtered as the others', async () => {
    await api.look`UPDATE etl.parts SET input = 'people' WHERE input = 'users'`;
    await api.look`UPDATE etl.rejected_rows SET input = 'people' WHERE input = 'users'`;
    const first = await list({ input: 'people', limit: '1' });

    const second = await list(nextQuery(first));

    expect(bodyOf(first)['rejects']).toMatchObject([{ input: 'people', file: 'people', line: 2 }]);
    expect(bodyOf(second)['rejects']).toMatchObject([{ input: 'people', file: 'people', line: 3 }]);
  });

  test('of an input that nobody declared are refused, naming those that there are', async () => {
    expect(await list({ input: 'user_experiments' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('input must be one of users, experiments, compounds') },
    });
  });

  test('are CSV that runs no formula', async () => {
    await api.look`UPDATE etl.rejected_rows SET raw = '=1+1', seen = '=1+1' WHERE line = 2`;

    const reply = (await list(
      { input: 'users', reason: 'not_an_integer' },
      { accept: 'text/csv' },
    )) as ContentReply;

    expect(reply.content?.data).toBe(
      "file,line,column,reason,severity,raw,input,source,lastLine,seen\r\nusers,2,user_id,not_an_integer,reject,'=1+1,users,users.csv,2,'=1+1\r\n",
    );
  });
});
