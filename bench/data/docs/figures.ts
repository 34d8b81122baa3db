import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../report.ts';

/** What docs/performance.md's tables and plots are made of: the newest report of each subject, case and size. */
const keyOf = ({ title, rows, users }: Report) => `${title}, ${rows}, ${users}`;

/** The reports with others in place of those of the same title and size; new ones come last. */
export function merged(reports: readonly Report[], newer: readonly Report[]): Report[] {
  const all = new Map(reports.map((report) => [keyOf(report), report]));
  for (const report of newer) {
    all.set(keyOf(report), report);
  }
  return [...all.values()];
}

/** The reports in a file; none where there is no file. */
export function readFigures(path: string): Report[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report[]) : [];
}

/** Keeps reports in a file, as `npx biome format` leaves it. */
export function writeFigures(path: string, reports: readonly Report[]): void {
  writeFileSync(path, `${JSON.stringify(reports, null, 2)}\n`);
}
