import { expect, test } from 'vitest';
import { markdownTable, replacedTable } from '../../../../bench/data/docs/table.ts';

test('a table has a line for each row, and figures to the right', () => {
  const columns = [
    { heading: 'name', cell: ({ name }: { name: string; ms: number }) => name },
    { heading: 'time', cell: ({ ms }: { name: string; ms: number }) => `${ms} ms` },
  ];

  const table = markdownTable(columns, [
    { name: 'plain', ms: 3 },
    { name: 'bad', ms: 5 },
  ]);

  expect(table).toBe('| name | time |\n|---|---:|\n| plain | 3 ms |\n| bad | 5 ms |');
});

test('a table takes the place of the one between its markers, and of nothing else', () => {
  const page =
    'before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\n<!-- bench:b -->\nother\n<!-- /bench:b -->\nafter\n';

  const changed = replacedTable(page, 'a', '| new |');

  expect(changed).toBe(
    'before\n<!-- bench:a -->\n\n| new |\n\n<!-- /bench:a -->\n<!-- bench:b -->\nother\n<!-- /bench:b -->\nafter\n',
  );
});

test('a table that was put there once stays as it is the second time', () => {
  const page = '<!-- bench:a -->\n<!-- /bench:a -->\n';

  const once = replacedTable(page, 'a', '| new |');

  expect(replacedTable(once, 'a', '| new |')).toBe(once);
});

test('a page without the markers is refused', () => {
  expect(() => replacedTable('a page', 'a', '| new |')).toThrow('<!-- bench:a -->');
});
