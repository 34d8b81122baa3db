import postgres from 'postgres';
import { expect, test } from 'vitest';
import { sqlError } from '../../../../local/cli/sql-error.ts';

/** An error as Postgres answers; places are counted from the 6 characters before the statement. */
function failed(code: string, message: string, more: object = {}): postgres.PostgresError {
  return Object.assign(new postgres.PostgresError(message), { code, message, ...more });
}
const TABLES = ['users_derivation', 'etl.runs'];
const told = (error: unknown, statement: string) =>
  sqlError(error, { statement, before: 6, tables: () => Promise.resolve(TABLES) });

test.each([
  ['DELETE FROM users_derivation', '0A000'],
  ['-- all of it\n/* really */ drop table users_derivation', '42601'],
  ['WITH d AS (DELETE FROM a RETURNING 1) SELECT 1', '42501'],
  ['SELECT nextval(1)', '25006'],
])('%j is refused since only reading is allowed', async (statement, code) => {
  expect(await told(failed(code, 'raw'), statement)).toMatch(/^read-only: SELECT only\./);
});

test('what neither reads rows nor writes is told what is wanted', async () => {
  expect(await told(failed('42601', 'raw'), 'EXPLAIN SELECT 1')).toBe(
    'SELECT only: the query begins with EXPLAIN.',
  );
});

test('a mistake is shown in its line', async () => {
  const statement = 'SELECT 1,\n  nme\nFROM a';
  const position = String(6 + statement.indexOf('nme') + 1);

  expect(await told(failed('42703', 'column "nme" does not exist', { position }), statement)).toBe(
    'there is no such column: column "nme" does not exist\n    nme\n    ^',
  );
});

test('of a long line what is round the mistake is shown', async () => {
  const statement = `SELECT ${'a, '.repeat(60)}x FORM b`;
  const position = String(6 + statement.indexOf('FORM') + 1);

  const text = await told(failed('42601', 'syntax error', { position }), statement);

  const [, line = '', mark = ''] = text.split('\n');
  expect(line.slice(mark.indexOf('^'))).toMatch(/^FORM/);
  expect(line.length).toBeLessThanOrEqual(80);
});

test('a table that is missing is told with those that there are, and the one that was meant', async () => {
  expect(await told(failed('42P01', 'relation "user_derivation" does not exist'), 'SELECT 1')).toBe(
    'there is no table user_derivation. Did you mean users_derivation?\nTables: users_derivation, etl.runs',
  );
});

test('any other error of Postgres is introduced, and told with its code', async () => {
  expect(await told(failed('22012', 'division by zero'), 'SELECT 1/0')).toBe(
    'the query failed: division by zero (SQLSTATE 22012)',
  );
});

test('a disk that is full is told as everywhere', async () => {
  expect(await told(failed('53100', 'could not write'), 'SELECT 1')).toContain('The disk is full');
});
