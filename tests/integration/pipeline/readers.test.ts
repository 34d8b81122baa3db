import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

/** All steps but the last one. */
async function loadAll(runId: string, asOf: string): Promise<void> {
  const { parts } = await bench.plan(runId, { asOf });
  for (const part of parts) {
    await load(part, bench.dependencies());
  }
}

/** What a transaction that began before sees, and what one sees that begins after, while a run is published. */
async function seenWhile(runId: string) {
  const reader = bench.dependencies().database;
  return await reader.begin(async (transaction) => {
    await transaction`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
    const look = async () => [...(await transaction`SELECT * FROM users_derivation ORDER BY user_id`)];
    const before = await look();
    await publish({ runId }, bench.dependencies());
    return { before, still: await look(), after: await bench.table() };
  });
}

describe('a reader in REPEATABLE READ sees one state to its end', () => {
  test('when the table is filled for the first time', async () => {
    await loadAll('etl-1', '2025-06-01');

    const { before, still, after } = await seenWhile('etl-1');

    expect([before, still]).toEqual([[], []]);
    expect(after).toHaveLength(10);
  });

  test('when only the as-of date is another', async () => {
    await bench.run('etl-1', { asOf: '2025-06-01' });
    await loadAll('etl-2', '2025-06-02');

    const { before, still, after } = await seenWhile('etl-2');

    expect(still).toEqual(before);
    expect(new Set(before.map((row) => row['as_of']))).toEqual(new Set(['2025-06-01']));
    expect(new Set(after.map((row) => row['as_of']))).toEqual(new Set(['2025-06-02']));
  });
});

test('of two runs that are published at once the later one has the last word, whichever of them is faster', async () => {
  await bench.run('etl-1', { asOf: '2025-06-01' });
  await loadAll('etl-2', '2025-06-02');
  const times = { queuedAt: QUEUED_AT, runAfter: QUEUED_AT, startedAt: QUEUED_AT, endedAt: null };
  bench.dagRuns.set('etl-2', { runId: 'etl-2', state: 'running', conf: {}, ...times });
  await loadAll('etl-3', '2025-06-03');

  const results = await Promise.allSettled(
    ['etl-2', 'etl-3'].map((runId) => publish({ runId }, bench.dependencies())),
  );

  expect(results[1]).toMatchObject({ status: 'fulfilled', value: { updated: 10, unchanged: 0 } });
  expect(new Set((await bench.table()).map((row) => row['as_of']))).toEqual(new Set(['2025-06-03']));
});
