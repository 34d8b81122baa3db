import { expect, test } from 'vitest';
import { fittedTable } from '../../../../../local/cli/tables/fitted-table.ts';

const NAMES = ['id', 'name'];
const ROWS = [
  ['1', 'Ann'],
  ['2', 'a name that is longer than the terminal is wide'],
];

test('where it fits it is a table', () => {
  expect(fittedTable(NAMES, ROWS.slice(0, 1), 40)).toEqual(['id  name', '1   Ann']);
});

test('where there is no terminal it is a table, however wide', () => {
  expect(fittedTable(NAMES, ROWS, undefined)).toHaveLength(3);
});

test('where it is too wide it is records, and long values are cut', () => {
  expect(fittedTable(NAMES, ROWS, 24)).toEqual([
    '-[ 1 ]------------------',
    'id    1',
    'name  Ann',
    '-[ 2 ]------------------',
    'id    2',
    'name  a name that is…',
  ]);
});

test('records are counted on from the first', () => {
  expect(fittedTable(NAMES, ROWS, 24, 501)[3]).toMatch(/^-\[ 502 \]-/);
});

test('nothing in a record steers the terminal, and no line is wider', () => {
  const lines = fittedTable(['n\u001b', 'x'.repeat(60)], [['\u202e'.repeat(20), '\n']], 40);

  expect(lines.join('')).not.toMatch(/\p{C}/u);
  expect(lines.filter((line) => line.length > 40)).toEqual([]);
});
