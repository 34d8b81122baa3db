import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { binaryInteger } from '../../../lib/clients/postgres/binary-rows.ts';
import { copyIn } from '../../../lib/clients/postgres/copy-in.ts';
import type { Database } from '../../../lib/clients/postgres.ts';
import { useOwnerAndAdmin } from './owner-and-admin.ts';

const TABLE = 'texts (number, text)';

const own = useOwnerAndAdmin();
let database: Database;
let admin: Database;
beforeEach(async () => {
  ({ database, admin } = own());
  await database`CREATE TABLE public.texts (number integer CHECK (number >= 0), text text)`;
});

type Row = readonly [number: number, text: string | Uint8Array];
const valuesOf = ([number, text]: Row) => [binaryInteger(number), Buffer.from(text)];

/** Adds rows, one by one, in a transaction. */
const copy = async (rows: readonly Row[], table = TABLE) =>
  await database.begin(async (transaction) => {
    for (const row of rows) {
      await copyIn(transaction, { table, rows: [valuesOf(row)] });
    }
  });
const copied = async () =>
  (await database`SELECT number, text FROM texts ORDER BY number`).map(Object.values);

test('rows are added, one after the other, with their texts as they are', async () => {
  const rows: Row[] = [
    [0, ''],
    [1, '{"a\\"b\\\\",NULL}'],
    [2, 'Zoë 陈 🧪\r\n\t\\N \\.'],
    [2 ** 31 - 1, 'last'],
  ];

  await copy(rows);

  expect(await copied()).toEqual(rows);
});

test('rows may be many at a time, and some of their values NULL', async () => {
  const rows: Row[] = Array.from({ length: 500 }, (_, at) => [at, `${at}`.repeat(3 * at)]);

  await database.begin(async (transaction) => {
    await copyIn(transaction, { table: TABLE, rows: [...rows.map(valuesOf), [null, Buffer.from('none')]] });
  });

  expect(await copied()).toEqual([...rows, [null, 'none']]);
});

test('a text may be longer than all that is between here and the server', async () => {
  await copy([[1, Buffer.alloc(30_000_000, 'ä')]]);

  expect([
    ...(await database`SELECT length(text) AS length, md5(text) = md5(repeat('ä', 15000000)) AS same FROM texts`),
  ]).toEqual([{ length: 15_000_000, same: true }]);
});

test('statements before and after it are answered as ever', async () => {
  await database.begin(async (transaction) => {
    expect([...(await transaction`SELECT 1 AS one`)]).toEqual([{ one: 1 }]);
    await copyIn(transaction, { table: TABLE, rows: [valuesOf([1, 'a'])] });
    expect([...(await transaction`SELECT count(*)::int AS rows, ${'x'}::text AS given FROM texts`)]).toEqual([
      { rows: 1, given: 'x' },
    ]);
  });
});

describe('nothing is added, and the database is used as before, when', () => {
  const LONG = 'x'.repeat(5_000_000);

  afterEach(async () => {
    expect(await copied()).toEqual([]);
    await copy([[7, 'after']]);
    expect(await copied()).toEqual([[7, 'after']]);
  });

  test.each([
    ['there is no such table', [1, LONG], 'missing (number, text)', '42P01'],
    ['there is no such column', [1, LONG], 'texts (number, missing)', '42703'],
    ['the table refuses it', [-1, LONG], TABLE, '23514'],
    ['a text has a NUL', [1, `a\0b${LONG}`], TABLE, '22021'],
    ['a text is not UTF-8', [1, Buffer.from(`${LONG}\xff`, 'latin1')], TABLE, '22021'],
    ['it has more values than columns', [1, LONG], 'texts (number)', '22P04'],
  ] as const)('%s', async (_when, row, table, code) => {
    await expect(copy([row], table)).rejects.toMatchObject({ code });
  });

  test('a statement before it has failed', async () => {
    const failed = database.begin(async (transaction) => {
      await transaction`SELECT 1 / 0`.catch(() => undefined);
      await copyIn(transaction, { table: TABLE, rows: [valuesOf([1, LONG])] });
    });

    await expect(failed).rejects.toMatchObject({ code: '25P02' });
  });

  test('a later one fails', async () => {
    await expect(
      copy([
        [1, LONG],
        [-1, 'a'],
      ]),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('the server ends the session, which waits for the table', async () => {
    const end = async () => {
      for (let ended = 0; ended === 0; await delay(5)) {
        const found = await admin`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'COPY%' AND wait_event_type = 'Lock'`;
        ended = found.count;
      }
    };

    await admin.begin(async (transaction) => {
      await transaction`LOCK TABLE texts`;
      await Promise.all([
        expect(copy([[1, LONG]])).rejects.toMatchObject({ code: expect.any(String) }),
        end(),
      ]);
    });
  });

  test('the session is given up', async () => {
    const given = database.begin(async (transaction) => {
      const copying = copyIn(transaction, { table: TABLE, rows: [valuesOf([1, LONG])] });
      database.giveUp('enough');
      await copying;
    });

    await expect(given).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  });
});
