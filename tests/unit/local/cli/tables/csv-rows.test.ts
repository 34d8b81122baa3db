import { expect, test } from 'vitest';
import { csvRows } from '../../../../../local/cli/tables/csv-rows.ts';
import { allOf } from '../../../../support/all-of.ts';

async function rowsOf(...chunks: Buffer[]): Promise<string[][]> {
  async function* given() {
    await Promise.resolve();
    yield* chunks;
  }
  return await allOf(csvRows(given()));
}

test.each([
  [
    'plain values',
    'id,name\n1,Ann\n',
    [
      ['id', 'name'],
      ['1', 'Ann'],
    ],
  ],
  [
    'empty values',
    'a,b\n,""\n',
    [
      ['a', 'b'],
      ['', ''],
    ],
  ],
  ['a comma and a line end in quotes', '"a,b"\n"c\nd"\n', [['a,b'], ['c\nd']]],
  ['quotes in quotes', '"a""b"\n""""\n', [['a"b'], ['"']]],
  ['nothing', '', []],
])('%s', async (_what, text, rows) => {
  expect(await rowsOf(Buffer.from(text))).toEqual(rows);
});

test('chunks may end anywhere, inside a character, and between two quotes', async () => {
  const bytes = Buffer.from('1,"ä""\nb"\n');

  expect(await rowsOf(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual([['1', 'ä"\nb']]);
});
