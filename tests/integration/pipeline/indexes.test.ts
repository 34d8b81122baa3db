import { afterEach, beforeEach, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

/** A run after which also a table of few rows gets its indexes; waits for them. */
async function runIndexed(runId: string, asOf = '2024-01-01') {
  const dependencies = { ...bench.dependencies(), indexedFrom: 1 };
  const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf: { asOf } }, dependencies);
  for (const part of parts) {
    await load(part, dependencies);
  }
  const counts = await publish({ runId }, dependencies);
  await expect.poll(async () => Object.keys(await indexes()), { timeout: 10_000 }).toHaveLength(8);
  return counts;
}

/** What tells an index from one that was built again, by what it is about. */
async function indexes(): Promise<Record<string, unknown>> {
  const rows = await bench.look`
    SELECT relname, pg_class.oid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = to_regclass('users_derivation') AND relname LIKE 'etl_by_%' ORDER BY relname`;
  return Object.fromEntries(rows.map(({ relname, oid }) => [relname, oid]));
}

const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

test('the indexes stay from run to run while the files are the same, whatever the as-of date is', async () => {
  await runIndexed('etl-1');
  const before = await indexes();

  await runIndexed('etl-2', '2024-02-01');

  expect(await indexes()).toEqual(before);
});

test('those of the features are built again when there are other events', async () => {
  await runIndexed('etl-1');
  const before = await indexes();
  bench.write({ user_experiments: `${EXPERIMENTS}1,1,1,10\n` });

  const counts = await runIndexed('etl-2');

  const after = await indexes();
  const again = Object.keys(after).filter((name) => after[name] !== before[name]);
  expect(again.map((name) => name.replace(/_[0-9a-f]{12}$/, ''))).toEqual([
    'etl_by_experiment_run_time',
    'etl_by_experiments_count',
  ]);
  expect(counts).toMatchObject({ inserted: 0, deleted: 0 });
});

test('a run that a gate refuses leaves the table with its indexes', async () => {
  await runIndexed('etl-1');
  bench.write({ users: 'user_id,name,email,signup_date\n1,Ada,ada@example.com,2023-01-01\n' });

  await expect(runIndexed('etl-2')).rejects.toThrow();

  await expect.poll(async () => Object.keys(await indexes()), { timeout: 10_000 }).toHaveLength(8);
});

test('a short table gets none', async () => {
  await bench.run('etl-1');

  expect(await indexes()).toEqual({});
});

test('a run does not fail where an index cannot be built', async () => {
  await bench.look`CREATE FUNCTION etl.folded(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN $1; END'`;
  const dependencies = { ...bench.dependencies(), indexedFrom: 1 };
  const { parts } = await plan({ runId: 'etl-1', queuedAt: QUEUED_AT, conf: {} }, dependencies);
  for (const part of parts) {
    await load(part, dependencies);
  }

  expect(await publish({ runId: 'etl-1' }, dependencies)).toMatchObject({ inserted: 10 });
  await expect.poll(async () => Object.keys(await indexes()), { timeout: 10_000 }).toHaveLength(7);
});
