import { expect, test } from 'vitest';
import type { Entry } from '../../../../lib/csv/entry.ts';
import { Findings } from '../../../../lib/pipeline/findings.ts';
import { readUsers } from '../../../../lib/pipeline/rows/users.ts';
import type { UserColumns } from '../../../../lib/store/stage.ts';
import { batchesOf, defect, found, record } from '../../support/record-batches.ts';

const header = { columns: { user_id: 0, name: 1, email: 2, signup_date: 3 } };

async function read(...batches: Entry[][]) {
  const findings = new Findings();
  const chunks: UserColumns[] = [];
  const records = await readUsers(batchesOf(...batches), header, findings, (users) => {
    chunks.push(users);
    return Promise.resolve();
  });
  return { records, chunks, findings };
}

test('users come column by column', async () => {
  const { records, chunks } = await read([
    record('2', 'Bob', 'bob@example.com', '2023-02-01'),
    record('1', 'Alice', 'alice@example.com', '2023-01-01'),
  ]);

  expect(records).toBe(2);
  expect(chunks).toEqual([
    {
      userIds: [2n, 1n],
      names: ['Bob', 'Alice'],
      emails: ['bob@example.com', 'alice@example.com'],
      signupDates: ['2023-02-01', '2023-01-01'],
    },
  ]);
});

test('columns are found by the header, wherever they stand', async () => {
  const findings = new Findings();
  const batches = batchesOf([record('2023-01-01', 'extra', 'a@b.c', '5', 'Eve')]);
  const columns = { user_id: 3, name: 4, email: 2, signup_date: 0 };
  const chunks: UserColumns[] = [];

  await readUsers(batches, { columns }, findings, (users) => Promise.resolve(void chunks.push(users)));

  expect(chunks).toEqual([{ userIds: [5n], names: ['Eve'], emails: ['a@b.c'], signupDates: ['2023-01-01'] }]);
});

test('an empty name or e-mail is NULL, and no defect', async () => {
  const { chunks, findings } = await read([record('1', '', '', '2023-01-01')]);

  expect(chunks).toMatchObject([{ names: [null], emails: [null] }]);
  expect(findings.rows).toEqual([]);
});

test('of a timestamp the date counts', async () => {
  const { chunks } = await read([record('1', 'A', '', '2023-01-01T23:59:59-05:00')]);

  expect(chunks).toMatchObject([{ signupDates: ['2023-01-01'] }]);
});

test('an id of 2^63-1 is a user, one more is not', async () => {
  const { chunks, findings } = await read([
    record('9223372036854775807', 'A', '', '2023-01-01'),
    record('9223372036854775808', 'B', '', '2023-01-01'),
  ]);

  expect(chunks).toMatchObject([{ userIds: [2n ** 63n - 1n] }]);
  expect(found(findings)).toEqual([[3, 'overflow', 'user_id']]);
});

test.each([
  ['', '2023-01-01', 'not_an_integer', 'user_id'],
  ['abc', '2023-01-01', 'not_an_integer', 'user_id'],
  ['-5', '2023-01-01', 'negative', 'user_id'],
  ['1', '', 'bad_date', 'signup_date'],
  ['1', '2023-02-30', 'bad_date', 'signup_date'],
  ['1', '01/02/2023', 'bad_date', 'signup_date'],
])('a user of id %j who signed up on %j is rejected: %s', async (id, date, reason, column) => {
  const { chunks, findings } = await read([record(id, 'A', 'a@b.c', date)]);

  expect(chunks).toEqual([]);
  expect(findings.rows).toEqual([
    { line: 2, column, reason, severity: 'reject', raw: `${id},A,a@b.c,${date}` },
  ]);
});

test('a row with two defects is one reject', async () => {
  const { findings } = await read([record('x', 'A', '', 'never')]);

  expect(found(findings)).toEqual([[2, 'not_an_integer', 'user_id']]);
});

test('the second user of an id is rejected, also in a later batch', async () => {
  const { chunks, findings } = await read(
    [record('1', 'first', '', '2023-01-01'), record('1', 'second', '', '2023-01-01')],
    [record('+01', 'third', '', '2023-01-01')],
  );

  expect(chunks).toMatchObject([{ names: ['first'] }]);
  expect(found(findings)).toEqual([
    [3, 'duplicate_id', 'user_id'],
    [4, 'duplicate_id', 'user_id'],
  ]);
});

test('a rejected row does not take the id from a later one that is usable', async () => {
  const { chunks, findings } = await read([
    record('1', 'first', '', 'never'),
    record('1', 'second', '', '2023-01-01'),
  ]);

  expect(chunks).toMatchObject([{ names: ['second'] }]);
  expect(found(findings)).toEqual([[2, 'bad_date', 'signup_date']]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, findings } = await read([defect('invalid_utf8', 'A\uFFFD')]);

  expect(records).toBe(1);
  expect(findings.rows).toMatchObject([{ reason: 'invalid_utf8', column: null, raw: 'A\uFFFD' }]);
});

const manyUsers = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => record(String(from + n), '', '', '2023-01-01'));

test('users are handed on in chunks, the rest at the end', async () => {
  const { chunks } = await read(manyUsers(0, 6_000), manyUsers(6_000, 6_000), manyUsers(12_000, 3));

  expect(chunks.map(({ userIds }) => userIds.length)).toEqual([12_000, 3]);
  expect(chunks.flatMap(({ userIds }) => userIds)).toEqual(
    Array.from({ length: 12_003 }, (_, n) => BigInt(n)),
  );
});

test('the next batch is not read before a chunk is stored', async () => {
  const order: string[] = [];
  async function* batches() {
    order.push('first batch');
    yield* batchesOf(manyUsers(0, 10_000));
    order.push('second batch');
    yield* batchesOf(manyUsers(10_000, 1));
  }

  await readUsers(batches(), header, new Findings(), async () => {
    order.push('storing');
    await new Promise((resolve) => setImmediate(resolve));
    order.push('stored');
  });

  expect(order).toEqual(['first batch', 'storing', 'stored', 'second batch', 'storing', 'stored']);
});

test('a file without a usable user hands on nothing', async () => {
  expect(await read([])).toMatchObject({ records: 0, chunks: [] });
});

test('a chunk that cannot be stored ends the reading', async () => {
  const failure = new Error('the connection was lost');

  const reading = readUsers(batchesOf(manyUsers(0, 1)), header, new Findings(), () =>
    Promise.reject(failure),
  );

  await expect(reading).rejects.toBe(failure);
});
