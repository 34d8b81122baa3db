import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyAcross } from '../../../lib/clients/postgres/copy-across.ts';
import type { Database } from '../../../lib/clients/postgres.ts';
import { useOwnerAndAdmin } from './owner-and-admin.ts';

/** More than the buffers between the sessions hold. */
const ROWS = 300_000;
const TABLE = 'copied (id, name)';

const own = useOwnerAndAdmin();
let database: Database;
let admin: Database;
beforeEach(async () => {
  ({ database, admin } = own());
  await database`CREATE TABLE public.copied (id bigint PRIMARY KEY, name text)`;
});

const rowsOf = (ids: string, name = `'user ' || id`) =>
  `SELECT (${ids})::bigint, (${name})::text FROM generate_series(1, ${ROWS}) AS id`;

async function* those(...queries: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const query of queries) {
    yield await (typeof query === 'string' ? Promise.resolve(query) : Promise.reject(query));
  }
}

/** Copies in a transaction, while something happens to the backends of it and of the other session. */
async function copy(
  query: string,
  meanwhile: (backends: { readonly from: number; readonly to: number }) => Promise<unknown> = () =>
    Promise.resolve(),
  ...further: readonly (string | Error)[]
): Promise<void> {
  await database.begin(async (to) => {
    await database.begin(async (from) => {
      const backendOf = async (session: typeof from) =>
        (await session<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid ?? 0;
      const backends = { from: await backendOf(from), to: await backendOf(to) };
      await Promise.all([
        copyAcross(from, to, { queries: those(query, ...further), table: TABLE }),
        meanwhile(backends),
      ]);
    });
  });
}

const copied = async () => [
  ...(await database`SELECT count(*)::int AS rows, count(DISTINCT name)::int AS names, max(id) AS last FROM copied`),
];
const NOTHING = [{ rows: 0, names: 0, last: null }];

/** Ends a backend when it copies. */
async function kill(pid: number): Promise<void> {
  for (let killed = 0; killed === 0; await delay(5)) {
    const found = await admin`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE pid = ${pid} AND state = 'active' AND query LIKE 'COPY%'`;
    killed = found.count;
  }
}

test('all rows that one session makes are put into the table by the other', async () => {
  await copy(rowsOf('id'));

  expect(await copied()).toEqual([{ rows: ROWS, names: ROWS, last: BigInt(ROWS) }]);
});

test('the rows of several queries follow one another, also of those that have none', async () => {
  const none = `${rowsOf('id')} WHERE false`;
  await database.begin(async (to) => {
    await database.begin(async (from) => {
      const queries = those(none, rowsOf('id'), none, none, rowsOf(`id + ${ROWS}`), none);
      expect(await copyAcross(from, to, { queries, table: TABLE })).toBe(2 * ROWS);
    });
  });

  expect(await copied()).toEqual([{ rows: 2 * ROWS, names: ROWS, last: BigInt(2 * ROWS) }]);
});

test('no rows are copied as well as many', async () => {
  await copy(`${rowsOf('id')} WHERE false`);

  expect(await copied()).toEqual(NOTHING);
});

test('a row may be longer than what is read at once', async () => {
  await copy(`SELECT id::bigint, repeat('ä', 1000000) || id FROM generate_series(1, 3) AS id`);

  expect([...(await database`SELECT id, length(name) AS length FROM copied ORDER BY id`)]).toEqual(
    [1n, 2n, 3n].map((id) => ({ id, length: 1_000_001 })),
  );
});

test('both sessions go on with what is asked of them next', async () => {
  await database.begin(async (to) => {
    await database.begin(async (from) => {
      await copyAcross(from, to, { queries: those(rowsOf('id')), table: TABLE });
      await copyAcross(from, to, { queries: those(rowsOf(`id + ${ROWS}`)), table: TABLE });
      expect([...(await from`SELECT 1 AS one`)]).toEqual([{ one: 1 }]);
    });
    expect([...(await to`SELECT count(*)::int AS rows FROM copied`)]).toEqual([{ rows: 2 * ROWS }]);
  });
});

describe('nothing is copied, and the database is used as before, when', () => {
  afterEach(async () => {
    expect(await copied()).toEqual(NOTHING);
    await copy(rowsOf('id'));
    expect(await copied()).toMatchObject([{ rows: ROWS }]);
  });

  test('the query fails at once', async () => {
    await expect(copy('SELECT no_such_column')).rejects.toMatchObject({ code: '42703' });
  });

  test('the query fails at its last row', async () => {
    await expect(copy(rowsOf('id', `1 / (${ROWS} - id)`))).rejects.toMatchObject({ code: '22012' });
  });

  test('a later query fails, or cannot be prepared', async () => {
    await expect(copy(rowsOf('id'), undefined, 'SELECT no_such_column')).rejects.toMatchObject({
      code: '42703',
    });
    await expect(copy(rowsOf('id'), undefined, new Error('not prepared'))).rejects.toThrow('not prepared');
  });

  test('the table refuses a row', async () => {
    await expect(copy(rowsOf('id % 1000'))).rejects.toMatchObject({ code: '23505' });
  });

  test('there is no such table', async () => {
    const wrong = database.begin(async (to) => {
      await database.begin(
        async (from) => await copyAcross(from, to, { queries: those(rowsOf('id')), table: 'missing (id)' }),
      );
    });

    await expect(wrong).rejects.toMatchObject({ code: '42P01' });
  });

  test('the table refuses the last row, when all are made', async () => {
    await expect(copy(rowsOf(`id % ${ROWS - 1}`))).rejects.toMatchObject({ code: '23505' });
  });

  test('the types of both are not the same', async () => {
    await expect(copy('SELECT 1::int, 2::int')).rejects.toMatchObject({ code: '08P01' });
  });

  test('the backend that makes the rows is killed', async () => {
    await expect(copy(rowsOf('id'), ({ from }) => kill(from))).rejects.toThrow();
  });

  test('the backend with the table is killed', async () => {
    await expect(copy(rowsOf('id'), ({ to }) => kill(to))).rejects.toThrow();
  });

  test('the transaction is given up', async () => {
    const given = copy(rowsOf('id'), () => Promise.resolve(database.giveUp('enough')));

    await expect(given).rejects.toThrow();
  });
});
