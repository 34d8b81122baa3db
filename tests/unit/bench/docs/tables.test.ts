import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TABLES } from '../../../../bench/data/docs/tables.ts';
import type { Measured } from '../../../../bench/data/measure.ts';
import type { Report } from '../../../../bench/data/report.ts';

const measured = (name: string, ms: number, other: Partial<Measured> = {}): Measured => ({
  name,
  ms,
  rss: 100,
  ratio: 200 / ms,
  isSame: true,
  ...other,
});

const report = (title: string, contenders: readonly Measured[], other: Partial<Report> = {}): Report => ({
  title,
  rows: 10_000_000,
  users: 100_000,
  rounds: 3,
  bytes: 251_000_000,
  measured: contenders,
  ...other,
});

const linesOf = (name: string, reports: readonly Report[]) =>
  TABLES.find((table) => table.name === name)
    ?.of(reports)
    ?.split('\n');

/** Of each subject one. */
const REPORTS = [
  report(
    'reading, quoted',
    [
      measured('ours, every check', 200),
      measured('ours, one thread, every check', 250),
      measured('DuckDB, 2 threads, unchecked', 500),
      measured('DuckDB, 2 threads, same checks', 1600, { rss: 900 }),
      measured('Polars, 2 threads, unchecked', 400),
    ],
    { about: 'every field quoted' },
  ),
  report('reading, plain', [
    measured('ours, every check', 200),
    measured('ours, one thread, lists counted too', 2000),
    measured('DuckDB, 2 threads, lists counted too', 4000),
  ]),
  report('reading, bad', [measured('ours, every check', 200)], { rows: 1_000_000 }),
  report('reading, gzip', [measured('ours, every check', 200), measured('inflating alone, one thread', 190)]),
  report('users.csv, plain', [measured('ours, read and staged', 200), measured('DuckDB', 800)]),
  report('CSV files to an empty table', [measured('ours, first', 200), measured('DuckDB', 800)]),
  report('one defect: plain', [measured('unknown user, first', 220, { beside: 200, ratio: 200 / 220 })]),
  report('examples/shop', [measured('ours, experiments', 200)]),
  report('part after part', [measured('ours, 100000000 rows', 200)]),
];

test('a case of reading has ours, the peers, and ours as a multiple of theirs', () => {
  const lines = linesOf('reading', REPORTS.slice(0, 1));

  expect(lines?.[2]).toBe(
    '| `quoted`: every field quoted | 100k | 251 | 200 ms | 250 ms | 1600 ms | 0.13 | 0.40 | 0.50 | 100 | 900 |',
  );
});

test('what a case does not have stays empty', () => {
  const lines = linesOf('reading', [report('reading, bad', [measured('ours, every check', 200)])]);

  expect(lines?.[2]).toBe('| `bad` | 100k | 251 | 200 ms | | | | | | 100 | |');
});

test('a defect stands beside the run without it', () => {
  const lines = linesOf('defects', REPORTS);

  expect(lines?.slice(2)).toEqual(['| one defect: plain | unknown user, first | 200 ms | 220 ms | 1.10 |']);
});

test.each(TABLES)('there is a table $name on the page, and one comes of its reports', ({ name, of }) => {
  const page = readFileSync('docs/performance.md', 'utf8');

  const table = of(REPORTS);

  expect(page.match(new RegExp(`<!-- /?bench:${name} -->`, 'g'))).toHaveLength(2);
  expect(table?.split('\n').length).toBeGreaterThan(2);
});

test.each(TABLES)('without reports there is no table $name', ({ of }) => {
  expect(of([])).toBeUndefined();
});
