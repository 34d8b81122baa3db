import { afterEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { beginRun } from '../../../lib/store/runs/run-records.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { migrations } from '../../../lib/store/schema/migrations.ts';
import { SCHEMA_VERSION } from '../../../lib/store/schema/schema-version.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { readingRoutes } from './reading-routes.ts';

const NEXT = SCHEMA_VERSION + 1;

/** Migrates as a later release would. */
const migrateFurther = (sql: string) => (database: Database) =>
  migrate(database, [...migrations, { version: NEXT, name: 'of a later release', sql }]);

let bench: Workbench;
afterEach(() => bench.remove());

async function routesOver(prepare: (database: Database) => Promise<unknown>) {
  bench = await makeWorkbench({ prepare });
  return await readingRoutes(bench);
}

const RUN = {
  ...{ runId: 'etl-1', location: '/data', asOf: '2024-01-01', acceptDeletes: false },
  queuedAt: new Date('2024-01-01T12:00:00Z'),
};

/** Paths that ask for the record of runs. */
const PATHS = ['/runs', '/runs/etl-1', '/runs/etl-1/rejects', '/metrics'];

describe('a database that is older than the code', () => {
  test.each(PATHS)('is a 503 of its own for %s', async (path) => {
    const ask = await routesOver(() => Promise.resolve());

    const answer = await ask(path);

    expect(answer).toMatchObject({
      status: 503,
      body: {
        code: 'SCHEMA_OLDER',
        message: expect.stringContaining(`has version 0, but this release needs ${SCHEMA_VERSION}`),
        requestId: expect.any(String),
        retryAfter: 10,
      },
    });
  });

  test('is one too when only some of what is asked for is missing', async () => {
    const ask = await routesOver(async (database) => {
      await migrate(database, migrations.slice(0, 1));
      await runOfVersion1(database);
    });

    const answer = await ask('/runs/etl-1');

    expect(answer).toMatchObject({
      status: 503,
      body: { code: 'SCHEMA_OLDER', message: expect.stringContaining('has version 1,') },
    });
  });

  test('answers as ever once it is migrated', async () => {
    const ask = await routesOver(() => Promise.resolve());
    await ask('/runs');

    await migrate(bench.look);

    expect(await ask('/runs')).toMatchObject({ status: 200, body: { runs: [] } });
  });
});

describe('a database that is newer than the code', () => {
  test.each(PATHS)('is a 503 of its own for %s, when what the code needs is gone', async (path) => {
    const ask = await routesOver(migrateFurther('ALTER TABLE etl.runs RENAME TO runs_of_a_later_release'));

    const answer = await ask(path);

    expect(answer).toMatchObject({
      status: 503,
      body: {
        code: 'SCHEMA_NEWER',
        message: expect.stringContaining(`has version ${NEXT}, but this release needs ${SCHEMA_VERSION}`),
      },
    });
  });

  test.each(PATHS)('is no reason not to answer %s, when it has only grown', async (path) => {
    const ask = await routesOver(async (database) => {
      await migrateFurther('ALTER TABLE etl.runs ADD COLUMN of_a_later_release text')(database);
      await beginRun(database, RUN);
    });

    expect(await ask(path)).toMatchObject({ status: 200 });
  });
});

test('a table that a later release renames, with a view of its old name, leaves a run under way at work', async () => {
  bench = await makeWorkbench();
  const dependencies = bench.dependencies();
  const { parts } = await bench.plan('etl-1');
  const renaming =
    'ALTER TABLE etl.runs RENAME TO renamed; CREATE VIEW etl.runs AS SELECT * FROM etl.renamed';

  await migrateFurther(renaming)(bench.look);
  for (const part of parts) {
    await load(part, dependencies);
  }
  await publish({ runId: 'etl-1' }, dependencies);

  const ask = await readingRoutes(bench);
  expect(await ask('/runs/etl-1')).toMatchObject({
    status: 200,
    body: { state: 'succeeded', counts: { read: 24 } },
  });
});

test('a database of the version of the code on which a statement fails is an error of ours', async () => {
  const ask = await routesOver(async (database) => {
    await migrate(database);
    await database.unsafe('ALTER TABLE etl.runs RENAME TO lost');
  });

  expect(await ask('/runs')).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
});

/** A run as the first version of the schema has it. */
const runOfVersion1 = (database: Database) => database`
  INSERT INTO etl.runs (run_id, state, source, as_of, accept_deletes, queued_at)
  VALUES ('etl-1', 'running', '/data', '2024-01-01', false, clock_timestamp())`;
