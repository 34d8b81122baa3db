import { execFileSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Subject } from './bench.ts';
import { generateExperiments } from './generate.ts';
import { type Contender, measure } from './measure.ts';
import type { Report } from './report.ts';

const OURS = join(import.meta.dirname, '../dist/data/ours-parts.js');
const TIMES = 10;

/** What ours-parts.ts prints, as far as it is told. */
interface Loaded {
  readonly loadMs: number;
  readonly loadRss: number;
}

/** A large file loaded part by part by one process, beside a file of one part: ten times the rows, ten times as long, and no more memory. */
export const parts: Subject = {
  about: 'ten times --rows, part after part in one process, beside --rows',
  reports: partsReports,
};

async function* partsReports({ directory, size: { rows, users, rounds } }: Bench): AsyncGenerator<Report> {
  const small = generateExperiments(directory, 'plain', rows, users);
  const ownFolder = join(directory, 'large');
  const large = generateExperiments(ownFolder, 'plain', TIMES * rows, users);
  try {
    // Or the system would still be writing it while it is read.
    execFileSync('sync');
    const bytes = statSync(large).size;
    const contenders = [loading(`ours, ${TIMES * rows} rows`, large), loading(`ours, ${rows} rows`, small)];
    const measured = await measure(contenders, rounds);
    yield { title: 'part after part', rows: TIMES * rows, users, rounds, bytes, measured };
  } finally {
    // 2.6 GB at 100M rows, made in a minute: too much to keep.
    rmSync(ownFolder, { recursive: true, force: true });
  }
}

function loading(name: string, file: string): Contender {
  return {
    name,
    run: () => {
      const output = execFileSync(process.execPath, [OURS, file, 'last'], { encoding: 'utf8' });
      const { loadMs, loadRss } = JSON.parse(output) as Loaded;
      return { ms: loadMs, rss: loadRss };
    },
  };
}
