import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import { migrations } from '../../../lib/store/schema/migrations.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

const runIdOf = async () =>
  (await bench.look`SELECT run_id, state, error FROM etl.runs ORDER BY seq`).map((row) => ({ ...row }));
const failing = (runId: string) =>
  fail({ runId, queuedAt: QUEUED_AT, reason: 'task_failure' }, bench.dependencies());

async function loadAll(runId: string): Promise<void> {
  const { parts } = await bench.plan(runId);
  for (const part of parts) {
    await load(part, bench.dependencies());
  }
}

describe('plan', () => {
  test('twice gives the same parts', async () => {
    const first = await bench.plan('etl-1');

    const second = await bench.plan('etl-1');

    expect(second).toEqual(first);
    expect(first.parts).toHaveLength(3);
  });

  test('twice at once, on an empty database, gives the same parts', async () => {
    const [first, second] = await Promise.all([bench.plan('etl-1'), bench.plan('etl-1')]);

    expect(second).toEqual(first);
  });

  test('of two runs at once migrates the schema once', async () => {
    await Promise.all([bench.plan('etl-1'), bench.plan('etl-2')]);

    const applied = await bench.look`SELECT version FROM etl.migrations ORDER BY version`;
    expect(applied.map((row) => row['version'])).toEqual(migrations.map(({ version }) => version));
  });

  test('refuses a conf that can not be used after it has recorded the run', async () => {
    const attempt = bench.plan('etl-1', { asOf: 'yesterday' });

    await expect(attempt).rejects.toMatchObject({ name: 'InputError', code: 'BAD_CONF' });
    expect(await runIdOf()).toMatchObject([{ run_id: 'etl-1', state: 'running' }]);
  });

  test.each([
    ['the conf', { asOf: '2026-01-03' }, {}],
    ['the setting', {}, { config: { ETL_AS_OF: '3989-02-13' } }],
  ])('refuses for good a date in %s that is more than a day ahead', async (_where, conf, changes) => {
    const attempt = bench.plan('etl-1', conf, changes);

    await expect(attempt).rejects.toMatchObject({ name: 'InputError', code: 'FUTURE_DATE' });
  });

  test('takes a date ahead that is meant', async () => {
    await bench.plan('etl-1', { asOf: '9999-12-31', acceptFutureDate: true });

    const [run] = await bench.look`SELECT as_of FROM etl.runs`;
    expect(run).toEqual({ as_of: '9999-12-31' });
  });

  test('of a run that has ended is refused for good', async () => {
    await bench.run('etl-1');

    const again = bench.plan('etl-1');

    await expect(again).rejects.toMatchObject({ name: 'RunClosedError' });
  });

  test('closes a run that Airflow says has ended', async () => {
    await bench.plan('etl-1');
    bench.dagRuns.set('etl-1', dagRun('etl-1', 'failed'));

    await bench.plan('etl-2');

    expect(await runIdOf()).toMatchObject([
      { run_id: 'etl-1', state: 'failed', error: { code: 'ABANDONED' } },
      { run_id: 'etl-2', state: 'running' },
    ]);
  });

  test('leaves a run alone that Airflow says is running', async () => {
    await bench.plan('etl-1');
    bench.dagRuns.set('etl-1', dagRun('etl-1', 'running'));

    await bench.plan('etl-2');

    expect(await runIdOf()).toMatchObject([{ state: 'running' }, { state: 'running' }]);
  });
});

describe('load', () => {
  test('twice answers with what the first recorded, and stages nothing twice', async () => {
    const { parts } = await bench.plan('etl-1');
    const [users] = parts;
    const first = users && (await load(users, bench.dependencies()));

    const second = users && (await load(users, bench.dependencies()));

    expect(second).toEqual(first);
    const [staged] = await bench.look`SELECT coalesce(sum(etl_rows), 0) AS count FROM etl.entity_stage`;
    expect(staged?.['count']).toBe(10n);
  });

  test('of the same part four times at once stages it once', async () => {
    const { parts } = await bench.plan('etl-1');

    const results = await Promise.all(
      [0, 1, 2, 3].map(() => load({ runId: 'etl-1', part: 0 }, bench.dependencies())),
    );

    expect(parts).toContainEqual({ runId: 'etl-1', part: 0 });
    expect(results).toEqual(results.map(() => results[0]));
    const [staged] = await bench.look`SELECT coalesce(sum(etl_rows), 0) AS count FROM etl.entity_stage`;
    expect(staged?.['count']).toBe(10n);
  });

  test('after the run was closed changes nothing', async () => {
    await bench.plan('etl-1');
    await failing('etl-1');

    const late = load({ runId: 'etl-1', part: 0 }, bench.dependencies());

    await expect(late).rejects.toMatchObject({ name: 'RunClosedError' });
    const [staged] = await bench.look`SELECT coalesce(sum(etl_rows), 0) AS count FROM etl.entity_stage`;
    expect(staged?.['count']).toBe(0n);
  });

  test('of a run nobody knows is refused for good', async () => {
    await bench.plan('etl-1');

    const lost = load({ runId: 'etl-9', part: 0 }, bench.dependencies());

    await expect(lost).rejects.toMatchObject({ name: 'RunClosedError' });
  });
});

describe('publish', () => {
  test('before the parts are loaded fails, and may be tried again', async () => {
    const { parts } = await bench.plan('etl-1');
    await expect(publish({ runId: 'etl-1' }, bench.dependencies())).rejects.toThrow('3 of 3 parts');
    for (const part of parts) {
      await load(part, bench.dependencies());
    }

    const result = await publish({ runId: 'etl-1' }, bench.dependencies());

    expect(result).toMatchObject({ inserted: 10 });
  });

  test('of too many rejects of a reference that no feature reads publishes, with one notice of it', async () => {
    bench.write({ compounds: 'compound_id,compound_name,compound_structure\n1,A,B\n2,N,N-Dimethyl,C\n' });
    await loadAll('etl-1');

    await Promise.all([0, 1].map(() => publish({ runId: 'etl-1' }, bench.dependencies())));

    const [run] = await bench.look`SELECT state, notices FROM etl.runs`;
    expect(run).toEqual({
      state: 'succeeded',
      notices: [
        'compounds.csv: 1 of 2 rows were rejected (50 %); no feature reads compounds, so this does not stop the run',
      ],
    });
  });

  test('twice answers with what the first recorded', async () => {
    const first = await bench.run('etl-1');

    const second = await publish({ runId: 'etl-1' }, bench.dependencies());

    expect(second).toEqual(first);
  });

  test('four times at once publishes once, and all say the same', async () => {
    await loadAll('etl-1');

    const results = await Promise.all(
      [0, 1, 2, 3].map(() => publish({ runId: 'etl-1' }, bench.dependencies())),
    );

    expect(results).toEqual(results.map(() => results[0]));
    expect(results[0]).toMatchObject({ inserted: 10, updated: 0, unchanged: 0 });
  });

  test('of a run that failed is refused for good', async () => {
    await loadAll('etl-1');
    await failing('etl-1');

    const late = publish({ runId: 'etl-1' }, bench.dependencies());

    await expect(late).rejects.toMatchObject({ name: 'RunClosedError' });
    expect(await bench.table()).toEqual([]);
  });

  test('may not replace the table of a later run', async () => {
    await loadAll('etl-1');
    bench.dagRuns.set('etl-1', dagRun('etl-1', 'running'));
    await bench.run('etl-2', { asOf: '2025-01-01' });

    const overtaken = publish({ runId: 'etl-1' }, bench.dependencies());

    await expect(overtaken).rejects.toMatchObject({ name: 'RunClosedError' });
    expect((await bench.table())[0]).toMatchObject({ as_of: '2025-01-01' });
  });

  test('notices that a crash of the database emptied the stage', async () => {
    await loadAll('etl-1');
    await bench.look`TRUNCATE etl.entity_stage`;

    const result = publish({ runId: 'etl-1' }, bench.dependencies());

    await expect(result).rejects.toThrow('loaded 10 users, but only 0 are left');
  });
});

describe('fail', () => {
  test('records a run whose first step never ran', async () => {
    await failing('etl-1');

    expect(await runIdOf()).toMatchObject([
      { run_id: 'etl-1', state: 'failed', error: { code: 'DAG_RUN_FAILED', message: 'task_failure' } },
    ]);
  });

  test('records a reason that quotes what jsonb can not hold', async () => {
    const reason = 'the header is "a\0b\ud800"';

    await fail({ runId: 'etl-1', queuedAt: QUEUED_AT, reason }, bench.dependencies());

    expect(await runIdOf()).toMatchObject([
      { state: 'failed', error: { message: 'the header is "a\u2400b\uFFFD"' } },
    ]);
  });

  test('twice closes once', async () => {
    await bench.plan('etl-1');

    const [first, second] = [await failing('etl-1'), await failing('etl-1')];

    expect([first.closed, second.closed]).toEqual([true, false]);
  });

  test('after success changes nothing', async () => {
    await bench.run('etl-1');

    const late = await failing('etl-1');

    expect(late.closed).toBe(false);
    expect(await runIdOf()).toMatchObject([{ state: 'succeeded', error: null }]);
  });
});

function dagRun(runId: string, state: 'failed' | 'running') {
  return {
    runId,
    state,
    queuedAt: QUEUED_AT,
    runAfter: QUEUED_AT,
    startedAt: QUEUED_AT,
    endedAt: null,
    conf: {},
  };
}
