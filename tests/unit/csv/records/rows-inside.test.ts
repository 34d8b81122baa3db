import { describe, expect, test } from 'vitest';
import { readAll } from './reading.ts';

/** Whether the one record in a text has lines that look like rows. */
async function looksSwallowed(text: string, width = 4): Promise<boolean> {
  const { entries } = await readAll(text, { width });
  const [entry] = entries;
  expect(entries).toHaveLength(1);
  return entry?.kind === 'record' && entry.hasRowsInside;
}

describe('a record of several lines looks like rows', () => {
  test.each([
    ['when its quotes make one of two rows', '2,"B","b@x.io\n3,C,c",2023-01-02\n'],
    ['when a row is between the first line and the last', '2,"B\n3,C,c,2023-01-02\n4,D",d,2023-01-03\n'],
    ['when that is so in its first field', '"2\n3,C,c,2023-01-02\n4",D,d,2023-01-03\n'],
  ])('%s', async (_, text) => {
    expect(await looksSwallowed(text)).toBe(true);
  });

  test.each([
    ['when its value is a text of several lines', '2,"B\nof C, or D\nE",d,2023-01-03\n'],
    ['when its first field is such a text', '"2\n3",C,c,2023-01-02\n'],
    ['when it is one line', '2,"B, C, D",d,2023-01-03\n'],
  ])('but not %s', async (_, text) => {
    expect(await looksSwallowed(text)).toBe(false);
  });

  test('but not in a file of one column, where every line would', async () => {
    expect(await looksSwallowed('"1\n2"\n', 1)).toBe(false);
  });
});
