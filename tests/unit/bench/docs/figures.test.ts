import { join } from 'node:path';
import { expect, test } from 'vitest';
import { merged, readFigures, writeFigures } from '../../../../bench/data/docs/figures.ts';
import type { Report } from '../../../../bench/data/report.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const report = (title: string, users: number, rounds = 3): Report => {
  return { title, rows: 1000, users, rounds, bytes: 1, measured: [] };
};

test('a report takes the place of the one with its title and size', () => {
  const before = [report('a', 1), report('b', 1), report('a', 2)];

  const all = merged(before, [report('a', 1, 5), report('c', 1)]);

  expect(all).toEqual([report('a', 1, 5), report('b', 1), report('a', 2), report('c', 1)]);
});

test('reports are read as they were written', () => {
  const path = join(temporaryFolder(), 'figures.json');
  const reports = [report('a', 1), report('b', 2)];

  writeFigures(path, reports);

  expect(readFigures(path)).toEqual(reports);
});

test('where no figures are kept there are none', () => {
  expect(readFigures(join(temporaryFolder(), 'figures.json'))).toEqual([]);
});
