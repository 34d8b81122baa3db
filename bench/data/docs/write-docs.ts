/**
 * Makes the tables and plots of docs/performance.md anew, from the figures that `./run.sh bench data --docs` keeps:
 * write-docs.ts. The text between them is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../report.ts';
import { barChart } from './bar-chart.ts';
import { merged, readFigures, writeFigures } from './figures.ts';
import { short } from './short.ts';
import { replacedTable } from './table.ts';
import { TABLES } from './tables.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const FIGURES = join(import.meta.dirname, 'figures.json');
const PAGE = join(DOCS, 'performance.md');

/** Of which there is a plot where the page shows one. */
const plotOf = ({ title, rows, users }: Report) => {
  const name = `${title} ${short(rows)} ${short(users)}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `performance-${name}.svg`;
};

/**
 * Keeps what was measured with the figures of before, and makes tables and plots from all of them. A plot is made where the page
 * shows it.
 *
 * @returns the files that were written
 */
export function writeDocs(newer: readonly Report[]): string[] {
  const reports = merged(readFigures(FIGURES), newer);
  writeFigures(FIGURES, reports);
  let page = readFileSync(PAGE, 'utf8');
  for (const { name, of } of TABLES) {
    const table = of(reports);
    if (table) {
      page = replacedTable(page, name, table);
    }
  }
  writeFileSync(PAGE, page);
  const shown = reports.filter((report) => page.includes(`img/${plotOf(report)}`));
  const plots = shown.map((report) => {
    const path = join(DOCS, 'img', plotOf(report));
    writeFileSync(path, barChart(report));
    return path;
  });
  return [FIGURES, PAGE, ...plots];
}

if (import.meta.main) {
  console.log(writeDocs([]).join('\n'));
}
