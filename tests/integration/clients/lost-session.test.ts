import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { answered, type Database, DatabaseUnavailableError } from '../../../lib/clients/postgres.ts';
import { useOwnerAndAdmin } from './owner-and-admin.ts';

const own = useOwnerAndAdmin();
let database: Database;
let admin: Database;
beforeEach(() => {
  ({ database, admin } = own());
});

/** Ends every session of the owner, and returns when they are gone. */
async function killSessions(): Promise<void> {
  const pids = await admin`
    SELECT pid, pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE usename = 'etl_owner' AND datname = current_database()`;
  expect(pids.count).toBeGreaterThan(0);
}

const connectionClosed = { code: 'CONNECTION_CLOSED' };

describe('a session that is killed', () => {
  test('while a transaction is idle fails its next statement, and nothing after it', async () => {
    const lost = database.begin(async (transaction) => {
      await transaction`CREATE TABLE never (id int)`;
      await killSessions();
      await transaction`INSERT INTO never VALUES (1)`;
    });

    await expect(lost).rejects.toMatchObject(connectionClosed);
    const [row] = await database`SELECT to_regclass('never') AS never`;
    expect(row).toEqual({ never: null });
  });

  test('in the middle of a statement fails that one, and nothing after it', async () => {
    const pending = database`SELECT pg_sleep(30)`.then(
      () => 'slept',
      (error: unknown) => error,
    );
    await sleeping();

    await killSessions();

    expect(await pending).toBeInstanceOf(Error);
    expect([...(await database`SELECT 1 AS one`)]).toEqual([{ one: 1 }]);
  });

  test('fails every statement that waits with it, and leaves none waiting', async () => {
    const statements = Array.from(
      { length: 5 },
      (_, index) => database`SELECT pg_sleep(30), ${index}::int AS index`,
    );
    const outcomes = Promise.allSettled(statements);
    await sleeping();

    await killSessions();

    const states = (await outcomes).map(({ status }) => status);
    expect(states).toEqual(statements.map(() => 'rejected'));
  });

  test('while nothing is under way costs the next statement nothing', async () => {
    await database`SELECT 1`;

    await killSessions();
    await delay(50);

    expect([...(await database`SELECT 2 AS two`)]).toEqual([{ two: 2 }]);
  });

  test('lets no statement of its transaction into another one', async () => {
    await database`CREATE TABLE counted (id int)`;
    const { promise: killed, resolve: goOn } = Promise.withResolvers<void>();
    const lost = database.begin(async (transaction) => {
      await transaction`INSERT INTO counted VALUES (1)`;
      await killed;
      await transaction`INSERT INTO counted VALUES (2)`;
    });
    lost.catch(() => undefined);
    await idleInTransaction();
    await killSessions();

    await database.begin(async (transaction) => {
      await transaction`INSERT INTO counted VALUES (3)`;
      goOn();
      await lost.catch(() => undefined);
      await transaction`INSERT INTO counted VALUES (4)`;
    });

    await expect(lost).rejects.toMatchObject(connectionClosed);
    const rows = await database`SELECT id FROM counted ORDER BY id`;
    expect(rows.map(({ id }) => id)).toEqual([3, 4]);
  });

  test('is told as a database that is not available', async () => {
    const pending = answered(database`SELECT pg_sleep(30)`);
    pending.catch(() => undefined);
    await sleeping();

    await killSessions();

    await expect(pending).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });
});

describe('a reserved session', () => {
  const backend = 'SELECT pg_backend_pid() AS pid';

  test('is one session for all its statements and transactions, and nobody else’s', async () => {
    const pids = await database.reserve(async ({ statements, begin }) => {
      const [first] = await statements.unsafe(backend);
      const inside = await begin(async (transaction) => (await transaction.unsafe(backend))[0]?.['pid']);
      const [beside] = await database.unsafe(backend);
      return { first: first?.['pid'], inside, beside: beside?.['pid'] };
    });

    expect(pids.inside).toBe(pids.first);
    expect(pids.beside).not.toBe(pids.first);
  });

  test('that is killed fails all that is asked of it afterwards', async () => {
    const outcomes: unknown[] = [];

    await database.reserve(async ({ statements, begin }) => {
      await statements`SELECT 1`;
      await killSessions();
      for (const work of [
        () => statements`SELECT 2`,
        () => begin(async (inside) => await inside`SELECT 3`),
      ]) {
        outcomes.push(await work().catch((error: unknown) => error));
      }
    });

    expect(outcomes).toEqual([expect.any(Error), expect.any(Error)]);
    expect([...(await database`SELECT 4 AS four`)]).toEqual([{ four: 4 }]);
  });

  test('that is given back ends no statement that is asked beside it, be it connecting or at work', async () => {
    const { promise: given, resolve: giveBack } = Promise.withResolvers<void>();
    const reserved = database.reserve(async ({ statements }) => {
      await statements`SELECT 1`;
      await given;
    });
    const beside = database`SELECT pg_sleep(1.5)`;
    const outcome = beside.then(
      () => 'slept',
      (error: unknown) => error,
    );

    giveBack();
    await reserved;

    expect(await outcome).toBe('slept');
  });

  test('is free again when its work has failed', async () => {
    const failed = database.reserve(() => Promise.reject(new Error('no')));

    await expect(failed).rejects.toThrow('no');
    expect([...(await database`SELECT 1 AS one`)]).toEqual([{ one: 1 }]);
  });
});

describe('a transaction', () => {
  test('has its session for itself: a statement beside it is not part of it', async () => {
    await database`CREATE TABLE counted (id int)`;

    const failed = database.begin(async (transaction) => {
      await transaction`INSERT INTO counted VALUES (1)`;
      await database`INSERT INTO counted VALUES (2)`;
      throw new Error('enough');
    });

    await expect(failed).rejects.toThrow('enough');
    expect([...(await database`SELECT id FROM counted`)]).toEqual([{ id: 2 }]);
  });

  test('that hides a failed statement is not taken for committed', async () => {
    const hidden = database.begin(async (transaction) => {
      await transaction`SELECT 1 / 0`.catch(() => undefined);
    });

    await expect(hidden).rejects.toThrow('the transaction was rolled back');
  });

  test('that is given up ends at once, and the next statement has a session of its own', async () => {
    const pending = database.begin(async (transaction) => await transaction`SELECT pg_sleep(30)`);
    pending.catch(() => undefined);
    await sleeping();

    database.giveUp('the request ran out of time');

    await expect(pending).rejects.toMatchObject(connectionClosed);
    expect([...(await database`SELECT 1 AS one`)]).toEqual([{ one: 1 }]);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await delay(10);
  }
}

const sleeping = () => until(async () => (await sessionsThat("wait_event = 'PgSleep'")) > 0);
const idleInTransaction = () => until(async () => (await sessionsThat("state = 'idle in transaction'")) > 0);

async function sessionsThat(condition: string): Promise<number> {
  const sessions = await admin.unsafe(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND ${condition}`,
  );
  return sessions.count;
}
