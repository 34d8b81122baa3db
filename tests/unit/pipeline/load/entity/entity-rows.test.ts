import { expect, test } from 'vitest';
import { IdTable } from '../../../../../lib/aggregation/partial/id-table.ts';
import type { Entry } from '../../../../../lib/csv/records/entry.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { readUsers, type UserRow } from '../../../../../lib/pipeline/load/entity/entity-rows.ts';
import { batchesOf, defect, found, record } from '../../../support/record-batches.ts';

const header = { columns: { user_id: 0, name: 1, email: 2, signup_date: 3 } };

async function read(...batches: Entry[][]) {
  const findings = new Findings();
  const users: UserRow[] = [];
  const records = await readUsers(batchesOf(...batches), header, findings, new IdTable(), (user) => {
    users.push(user);
  });
  return { records, users, findings };
}

test('users come in the order of the file', async () => {
  const { records, users } = await read([
    record('2', 'Bob', 'bob@example.com', '2023-02-01'),
    record('1', 'Alice', 'alice@example.com', '2023-01-01'),
  ]);

  expect(records).toBe(2);
  expect(users).toEqual([
    { userId: 2n, name: 'Bob', email: 'bob@example.com', signupDate: '2023-02-01' },
    { userId: 1n, name: 'Alice', email: 'alice@example.com', signupDate: '2023-01-01' },
  ]);
});

test('columns are found by the header, wherever they stand', async () => {
  const batches = batchesOf([record('2023-01-01', 'extra', 'a@b.c', '5', 'Eve')]);
  const columns = { user_id: 3, name: 4, email: 2, signup_date: 0 };
  const users: UserRow[] = [];

  await readUsers(batches, { columns }, new Findings(), new IdTable(), (user) => users.push(user));

  expect(users).toEqual([{ userId: 5n, name: 'Eve', email: 'a@b.c', signupDate: '2023-01-01' }]);
});

test('an empty name or e-mail is NULL, and no defect', async () => {
  const { users, findings } = await read([record('1', '', '', '2023-01-01')]);

  expect(users).toMatchObject([{ name: null, email: null }]);
  expect(findings.rows).toEqual([]);
});

test('of a timestamp the date counts', async () => {
  const { users } = await read([record('1', 'A', '', '2023-01-01T23:59:59-05:00')]);

  expect(users).toMatchObject([{ signupDate: '2023-01-01' }]);
});

test('an id of 2^63-1 is a user, one more is not', async () => {
  const { users, findings } = await read([
    record('9223372036854775807', 'A', '', '2023-01-01'),
    record('9223372036854775808', 'B', '', '2023-01-01'),
  ]);

  expect(users).toMatchObject([{ userId: 2n ** 63n - 1n }]);
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
  const { users, findings } = await read([record(id, 'A', 'a@b.c', date)]);

  expect(users).toEqual([]);
  expect(findings.rows).toEqual([
    { line: 2, column, reason, severity: 'reject', raw: `${id},A,a@b.c,${date}` },
  ]);
});

test('a row with two defects is one reject', async () => {
  const { findings } = await read([record('x', 'A', '', 'never')]);

  expect(found(findings)).toEqual([[2, 'not_an_integer', 'user_id']]);
});

test('the second user of an id is rejected, also in a later batch', async () => {
  const { users, findings } = await read(
    [record('1', 'first', '', '2023-01-01'), record('1', 'second', '', '2023-01-01')],
    [record('+01', 'third', '', '2023-01-01')],
  );

  expect(users).toMatchObject([{ name: 'first' }]);
  expect(found(findings)).toEqual([
    [3, 'duplicate_id', 'user_id'],
    [4, 'duplicate_id', 'user_id'],
  ]);
});

test('a rejected row does not take the id from a later one that is usable', async () => {
  const { users, findings } = await read([
    record('1', 'first', '', 'never'),
    record('1', 'second', '', '2023-01-01'),
  ]);

  expect(users).toMatchObject([{ name: 'second' }]);
  expect(found(findings)).toEqual([[2, 'bad_date', 'signup_date']]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, findings } = await read([defect('invalid_utf8', 'A\uFFFD')]);

  expect(records).toBe(1);
  expect(findings.rows).toMatchObject([{ reason: 'invalid_utf8', column: null, raw: 'A\uFFFD' }]);
});
