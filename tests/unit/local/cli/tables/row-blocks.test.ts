import { expect, test } from 'vitest';
import { rowBlocks } from '../../../../../local/cli/tables/row-blocks.ts';
import { allOf } from '../../../../support/all-of.ts';

async function textOf(rows: readonly (readonly string[])[], width = 80): Promise<string> {
  async function* given() {
    await Promise.resolve();
    yield* rows;
  }
  return (await allOf(rowBlocks(given(), width))).join('');
}

test('a header without rows is told', async () => {
  expect(await textOf([['id', 'name']])).toBe('id  name\n');
});

test('rows stand below the header', async () => {
  expect(await textOf([['id'], ['1'], ['2']])).toBe('id\n1\n2\n');
});

test('every row of a long result is told once, and records are counted through', async () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => [`value ${at}`]);

  const text = await textOf([['a name that makes a table too wide'], ...rows], 20);

  expect(text.match(/value \d+/g)).toHaveLength(1_001);
  expect(text).toContain('-[ 1001 ]');
});
