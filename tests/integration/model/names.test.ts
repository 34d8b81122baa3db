import { afterAll, expect, inject, test } from 'vitest';
import { isName } from '../../../lib/model/declaration/input-problems.ts';
import { connectAs } from '../database.ts';

const sql = connectAs(inject('postgres').adminUrl);
afterAll(() => sql.end());

test('no column can be called as one that Postgres gives to every table', async () => {
  const system = await sql<{ name: string }[]>`
    SELECT attname AS name FROM pg_attribute WHERE attrelid = 'pg_class'::regclass AND attnum < 0`;

  expect(system.length).toBeGreaterThan(3);
  expect(system.filter(({ name }) => isName(name))).toEqual([]);
});
