import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunClosedError } from '../../../lib/errors.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { migrations } from '../../../lib/store/schema/migrations.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

/** What migrating from version 11 does, by scripts/bootstrap.ts: no run is planned there. */
async function migrateFrom11(): Promise<void> {
  const own = migrations.filter(({ version }) => version > 11).map(({ sql }) => sql);
  await bench.look.unsafe(['DROP TABLE etl.published', ...own].join(';'));
}

test('a run that was loaded before version 12 says that its rows are lost, and changes nothing', async () => {
  const before = await bench.run('etl-1', { asOf: '2024-01-01' });
  const { parts } = await bench.plan('etl-2', { asOf: '2024-02-01' });
  const dependencies = bench.dependencies();
  for (const part of parts) {
    await load(part, dependencies);
  }
  await migrateFrom11();

  await expect(publish({ runId: 'etl-2' }, dependencies)).rejects.toThrow(
    'run etl-2 loaded 10 users, but only 0 are left',
  );

  expect(await bench.table()).toHaveLength(before.inserted ?? 0);
  expect(await bench.run('etl-3', { asOf: '2024-02-01' })).toMatchObject({ updated: 10, inserted: 0 });
});

test('a run that was planned before version 12 says that it has to be started anew', async () => {
  const { parts } = await bench.plan('etl-1', { asOf: '2024-01-01' });
  const dependencies = bench.dependencies();
  await migrateFrom11();

  const loaded = Promise.all(parts.map((part) => load(part, dependencies)));

  await expect(loaded).rejects.toThrow(RunClosedError);
  await expect(loaded).rejects.toThrow('the database was upgraded after run etl-1 was planned');
  expect(await bench.run('etl-2', { asOf: '2024-01-01' })).toMatchObject({ inserted: 10 });
});
