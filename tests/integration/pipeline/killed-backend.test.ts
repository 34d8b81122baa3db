import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { connectAs } from '../database.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

const USERS = 25_000;

let bench: Workbench;
let admin: Database;
beforeEach(async () => {
  bench = await makeWorkbench();
  admin = connectAs(bench.adminUrl);
  const ids = Array.from({ length: USERS }, (_, index) => index + 1);
  bench.write({
    users: `user_id,name,email,signup_date\n${ids.map((id) => `${id},U${id},,2023-01-01\n`).join('')}`,
  });
});
afterEach(async () => {
  await admin.end();
  await bench.remove();
});

/** Runs a step, and kills its backend where it waits for the table, in the middle of its work. */
async function killedAt(table: string, step: () => Promise<unknown>): Promise<unknown> {
  return await admin.begin(async (transaction) => {
    await transaction.unsafe(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    const outcome = step().catch((error: unknown) => error);
    for (let killed = 0; killed === 0; await delay(20)) {
      const waiting = await admin`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'relation'`;
      killed = waiting.count;
    }
    return await outcome;
  });
}

describe('a backend that is killed', () => {
  test('while users are staged fails the step, which stages each user once when it is tried again', async () => {
    await bench.plan('etl-1');
    const users = { runId: 'etl-1', part: 0 };

    const failure = await killedAt('etl.entity_stage', () => load(users, bench.dependencies()));
    const again = await load(users, bench.dependencies());

    expect(failure).toBeInstanceOf(Error);
    expect(again).toMatchObject({ read: USERS, loaded: USERS, rejected: 0 });
    const [staged] = await bench.look`
      SELECT count(*), count(DISTINCT user_id) AS users FROM (SELECT unnest(user_id::bigint[]) AS user_id FROM etl.entity_stage) AS rows`;
    expect(staged).toEqual({ count: BigInt(USERS), users: BigInt(USERS) });
  });

  test('while the table is replaced fails the step, which publishes when it is tried again', async () => {
    const { parts } = await bench.plan('etl-1');
    const dependencies = bench.dependencies();
    for (const part of parts) {
      await load(part, dependencies);
    }

    const failure = await killedAt('public.users_derivation', () =>
      publish({ runId: 'etl-1' }, dependencies),
    );
    const untouched = await bench.table();
    const again = await publish({ runId: 'etl-1' }, dependencies);

    expect(failure).toBeInstanceOf(Error);
    expect(untouched).toEqual([]);
    expect(again).toMatchObject({ inserted: USERS });
  });
});
