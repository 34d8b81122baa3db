import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  max,
  mean,
  min,
} from '../../../lib/model/declare.ts';
import { sampleFeatures, sampleInputs, sampleModel } from '../../support/sample-inputs.ts';
import { makeWorkbench, SAMPLE_DIR, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench({ model: sampleModel });
});
afterEach(() => bench.remove());

const USERS_HEADER = 'user_id,name,email,signup_date\n';
const EXPERIMENTS_HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

describe('a run over the sample', () => {
  test('derives experiments, run time and days since sign-up of every user', async () => {
    await bench.run('etl-1', { asOf: '2024-01-01' });

    const table = await bench.table();
    expect(
      table.map((row) => [row['user_id'], row['experiments_count'], row['experiment_run_time']]),
    ).toEqual([
      [1n, 2n, 25n],
      ...[20n, 25n, 30n, 35n, 40n, 45n, 50n, 55n, 60n].map((total, index) => [BigInt(index + 2), 1n, total]),
    ]);
    expect(table.map((row) => row['days_since_signup'])).toEqual([
      365, 334, 306, 275, 245, 214, 184, 153, 122, 92,
    ]);
    expect(table[0]).toMatchObject({
      name: 'Alice',
      email: 'alice@example.com',
      signup_date: '2023-01-01',
      as_of: '2024-01-01',
    });
  });

  test('records what it did', async () => {
    const result = await bench.run('etl-1');

    expect(result).toEqual({
      runId: 'etl-1',
      ...{ read: 24, loaded: 24, rejected: 0, warnings: 0 },
      ...{ inserted: 10, updated: 0, deleted: 0, unchanged: 0 },
    });
    const [run] = await bench.look`SELECT state, error, finished_at, as_of FROM etl.runs`;
    expect(run).toMatchObject({ state: 'succeeded', error: null, as_of: '2026-01-01' });
    expect(run?.['finished_at']).toBeInstanceOf(Date);
  });

  test('leaves nothing in the stage and no partial behind', async () => {
    await bench.run('etl-1');

    const [left] = await bench.look`
      SELECT (SELECT count(*) FROM etl.entity_stage) AS rows,
             (SELECT count(*) FROM etl.partials) + (SELECT count(*) FROM etl.partial_chunks) AS partials`;
    expect(left).toEqual({ rows: 0n, partials: 0n });
  });

  test('counts a sign-up after the as-of date as 0 days, with a warning', async () => {
    const { warnings } = await bench.run('etl-1', { asOf: '2020-01-01' });

    const table = await bench.table();
    expect(new Set(table.map((row) => row['days_since_signup']))).toEqual(new Set([0]));
    const listed = await bench.look`
      SELECT input, column_name, severity, count(*)::int FROM etl.rejected_rows
      WHERE reason = 'future_date' GROUP BY input, column_name, severity`;
    const count = table.length;
    expect([...listed]).toEqual([{ input: 'users', column_name: 'signup_date', severity: 'warning', count }]);
    expect(warnings).toBe(count);
  });

  test('has no such warning on the day itself, and one on the day before', async () => {
    bench.write({
      users: `${USERS_HEADER}1,A,,2024-05-05\n2,B,,2024-05-06\n2,C,,2024-05-07\n`,
      user_experiments: EXPERIMENTS_HEADER,
    });

    await bench.run(
      'etl-1',
      { asOf: '2024-05-05', acceptDeletes: true },
      { config: { ETL_MAX_REJECT_RATIO: 1 } },
    );

    const listed = await bench.look`SELECT line::int FROM etl.rejected_rows WHERE reason = 'future_date'`;
    expect([...listed]).toEqual([{ line: 3 }]);
  });
});

describe('a second run', () => {
  test('over the same files changes nothing', async () => {
    await bench.run('etl-1', { asOf: '2024-01-01' });

    const second = await bench.run('etl-2', { asOf: '2024-01-01' });

    expect(second).toMatchObject({ inserted: 0, updated: 0, deleted: 0, unchanged: 10 });
  });

  test('over changed files inserts, updates and deletes, and doubles nothing', async () => {
    await bench.run('etl-1');
    bench.write({
      users: `${USERS_HEADER}1,Alicia,alice@example.com,2023-01-01\n2,Bob,bob@example.com,2023-02-01\n11,Kim,,2024-05-05\n${[3, 4, 5, 6].map((id) => `${id},U,u@x,2023-01-01\n`).join('')}`,
      user_experiments: `${EXPERIMENTS_HEADER}1,1,1;2,10\n3,2,1,20\n12,11,1,7\n`,
    });

    const second = await bench.run('etl-2');

    expect(second).toMatchObject({ inserted: 1, updated: 5, deleted: 4, unchanged: 1 });
    expect(await bench.table()).toMatchObject([
      { user_id: 1n, name: 'Alicia', experiments_count: 1n, experiment_run_time: 10n },
      { user_id: 2n, name: 'Bob', experiments_count: 1n, experiment_run_time: 20n },
      { user_id: 3n, experiments_count: 0n, experiment_run_time: 0n },
      { user_id: 4n },
      { user_id: 5n },
      { user_id: 6n },
      { user_id: 11n, name: 'Kim', email: null, experiments_count: 1n, experiment_run_time: 7n },
    ]);
  });

  test('over another folder may delete no more users than over the same', async () => {
    await bench.run('etl-1');
    const table = await bench.table();
    const folder = join(bench.directory, 'other');
    cpSync(SAMPLE_DIR, folder, { recursive: true });
    writeFileSync(join(folder, 'users.csv'), `${USERS_HEADER}1,Alice,,2023-01-01\n`);

    const second = bench.run('etl-2', {}, { config: { ETL_DATA_DIR: folder, ETL_MAX_REJECT_RATIO: 1 } });

    await expect(second).rejects.toThrow(
      '9 of 10 users of the last run would be deleted (90 %), the limit is 50 % (ETL_MAX_DELETE_RATIO); ' +
        `the last run read ${bench.directory}, this one reads ${folder}; if that is right, run once with --accept-deletes`,
    );
    expect(await bench.table()).toEqual(table);
  });

  test('keeps the history of the newest runs only', async () => {
    for (const runId of ['etl-1', 'etl-2', 'etl-3']) {
      await bench.run(runId, {}, { config: { ETL_KEEP_RUNS: 2 } });
    }

    const runs = await bench.look`SELECT run_id FROM etl.runs ORDER BY seq`;
    expect(runs.map((run) => run['run_id'])).toEqual(['etl-2', 'etl-3']);
    const [parts] = await bench.look`SELECT count(DISTINCT run_id) FROM etl.parts`;
    expect(parts?.['count']).toBe(2n);
  });
});

describe('a run over many users', () => {
  // Quadratic work, such as a join without statistics, does not end within the time-out at this size.
  const MANY = 60_000;

  test('publishes each of them', async () => {
    const ids = Array.from({ length: MANY }, (_, index) => index + 1);
    bench.write({
      users: USERS_HEADER + ids.map((id) => `${id},U${id},,2023-01-01\n`).join(''),
      user_experiments: EXPERIMENTS_HEADER + ids.map((id) => `${id},${id},1,${id % 7}\n`).join(''),
    });

    const result = await bench.run('etl-1');

    expect(result).toMatchObject({ inserted: MANY, rejected: 0 });
  });
});

describe('features', () => {
  const { experiment_run_time: runTime } = sampleInputs.experiments;

  test('a new feature is one line, and its column is there after the next run', async () => {
    await bench.run('etl-1');
    const model = defineFeatures(sampleInputs, { ...sampleFeatures, longest_run: max(runTime) });

    await bench.run('etl-2', {}, { model });

    const table = await bench.table();
    expect(table.slice(0, 2)).toMatchObject([{ longest_run: 15n }, { longest_run: 20n }]);
  });

  test('a feature may have a name that is a word of SQL', async () => {
    const model = defineFeatures(sampleInputs, { order: max(runTime) });
    await bench.run('etl-1');

    await bench.run('etl-2', {}, { model });

    expect((await bench.table())[0]).toMatchObject({ order: 15n });
  });

  test('min, max and mean of a user without experiments are NULL, not 0', async () => {
    const model = defineFeatures(sampleInputs, {
      shortest: min(runTime),
      longest: max(runTime),
      average: mean(runTime),
    });
    bench.write({ user_experiments: `${EXPERIMENTS_HEADER}1,1,1,10\n2,1,1,15\n` });

    await bench.run('etl-1', {}, { model });

    expect((await bench.table()).slice(0, 2)).toMatchObject([
      { shortest: 10n, longest: 15n, average: 12.5 },
      { shortest: null, longest: null, average: null },
    ]);
  });

  test('a feature over a further column of the file needs that column', async () => {
    const inputs = defineInputs({
      users: entity({ files: 'users.csv', key: 'user_id', columns: { user_id: id() } }),
      experiments: events({
        files: 'user_experiments.csv',
        key: 'experiment_id',
        of: 'user_id',
        columns: {
          experiment_id: id(),
          user_id: id().references('users', { orElse: 'reject' }),
          cost: integer(),
        },
      }),
    });
    const model = defineFeatures(inputs, { greatest_cost: max(inputs.experiments.cost) });

    const failure = bench.run('etl-1', {}, { model });

    await expect(failure).rejects.toThrow(/user_experiments\.csv.*cost/s);
  });

  test('a retyped feature is refused, naming the column and both types', async () => {
    await bench.run('etl-1');
    const model = defineFeatures(sampleInputs, { experiment_run_time: mean(runTime) });

    const failure = bench.run('etl-2', {}, { model });

    await expect(failure).rejects.toThrow(
      /experiment_run_time is bigint, but the model needs double precision/,
    );
  });
});
