import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import { connectAs } from '../database.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

/** The experiments of the sample. */
const EVENTS = { runId: 'etl-1', part: 1 };

let bench: Workbench;
let admin: Database;
beforeEach(async () => {
  bench = await makeWorkbench();
  admin = connectAs(bench.adminUrl);
  await bench.plan('etl-1');
  // Progress is told at once, and not only after a while.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1_000));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await admin.end();
  await bench.remove();
});

/** Does something while a load is stopped in the middle of its part, where it tells how far it is. */
async function inTheMiddle<T>(loading: () => Promise<T>, meanwhile: () => Promise<unknown>) {
  const outcome = await admin.begin(async (transaction) => {
    await transaction`LOCK TABLE etl.part_progress IN ACCESS EXCLUSIVE MODE`;
    const running = loading().catch((error: unknown) => error);
    await waitingFor('relation');
    await meanwhile();
    return { running };
  });
  return await outcome.running;
}

/** Waits until a session waits for such a lock. */
async function waitingFor(event: 'relation' | 'advisory'): Promise<void> {
  const look = () => admin`
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = ${event}`;
  while ((await look()).count === 0) {
    await delay(20);
  }
}

const sessions = async () => {
  const [row] = await admin<{ count: bigint }[]>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'etl_owner'`;
  return Number(row?.count);
};

/** What is left of a part that was not loaded, and of the sessions that tried to. */
const leftOvers = async () => {
  const [row] = await admin`
    SELECT (SELECT count(*)::int FROM etl.partials) AS partials,
           (SELECT count(*)::int FROM etl.parts WHERE state = 'loaded') AS loaded,
           (SELECT count(*)::int FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
            WHERE locktype = 'advisory' AND datname = current_database()) AS locks`;
  return { ...row };
};
const NOTHING = { partials: 0, loaded: 0, locks: 0 };

test('a part of events takes one connection, on which it tells its progress, outside of any transaction', async () => {
  const before = await sessions();
  let during = 0;
  let open: unknown;

  await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    async () => {
      during = await sessions();
      [open] = await admin`
        SELECT count(*)::int AS transactions FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction' AND usename = 'etl_owner'`;
    },
  );

  expect(during - before).toBe(1);
  expect(open).toEqual({ transactions: 0 });
  const [progress] = await admin`SELECT read FROM etl.part_progress WHERE part = 1`;
  expect(progress).toBeDefined();
});

test('a second call for the same part waits for the first, and answers with what that one recorded', async () => {
  let second: Promise<unknown> | undefined;

  const first = await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    async () => {
      second = load(EVENTS, bench.dependencies());
      await waitingFor('advisory');
    },
  );

  expect(await second).toEqual(first);
  expect(first).toMatchObject({ part: 1, read: expect.any(Number) });
  expect(await leftOvers()).toEqual({ partials: 1, loaded: 1, locks: 0 });
});

test('a call for another part waits for nobody', async () => {
  const compounds = { runId: 'etl-1', part: 2 };
  // It tells no progress, and so does not stop.
  const withoutProgress = async () => {
    vi.mocked(performance.now).mockReturnValue(0);
    return await load(compounds, bench.dependencies());
  };
  let other: unknown;

  await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    async () => {
      other = await withoutProgress();
    },
  );

  expect(other).toMatchObject({ part: 2 });
});

test('a session that is lost in the middle costs one try, and leaves nothing', async () => {
  const failure = await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    () => admin`
      SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'relation'`,
  );
  const left = await leftOvers();
  const again = await load(EVENTS, bench.dependencies());

  expect(failure).toBeInstanceOf(Error);
  expect(left).toEqual(NOTHING);
  expect(again).toMatchObject({ part: 1 });
});

test('a run that is closed in the middle does not wait for the load, which changes nothing', async () => {
  let closed: unknown;

  const refused = await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    async () => {
      closed = await fail(
        { runId: 'etl-1', queuedAt: QUEUED_AT, reason: 'task_failure' },
        bench.dependencies(),
      );
    },
  );

  expect(closed).toMatchObject({ closed: true });
  expect(refused).toMatchObject({ name: 'RunClosedError' });
  expect(await leftOvers()).toEqual(NOTHING);
});

test('a call that comes after the run was closed changes nothing', async () => {
  await fail({ runId: 'etl-1', queuedAt: QUEUED_AT, reason: 'task_failure' }, bench.dependencies());

  const late = load(EVENTS, bench.dependencies());

  await expect(late).rejects.toMatchObject({ name: 'RunClosedError' });
  expect(await leftOvers()).toEqual(NOTHING);
});

test('a part that another release records meanwhile is not recorded twice', async () => {
  const recorded = { read: 7n, loaded: 7n, rejected: 0n, warnings: 0n };

  const answer = await inTheMiddle(
    () => load(EVENTS, bench.dependencies()),
    () => admin`UPDATE etl.parts SET ${admin(recorded)}, state = 'loaded', loaded_at = now() WHERE part = 1`,
  );

  expect(answer).toMatchObject({ read: 7, loaded: 7 });
  expect(await leftOvers()).toEqual({ partials: 0, loaded: 1, locks: 0 });
});
