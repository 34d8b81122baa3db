import { statSync } from 'node:fs';
import type { Bench, Subject } from './bench.ts';
import { type Case, caseNamed } from './cases/cases.ts';
import { generateTextUsers } from './cases/ids/text-ids.ts';
import { contenders } from './contenders.ts';
import { generateExperiments } from './generate.ts';
import { measure } from './measure.ts';
import type { Report } from './report.ts';

/** From so many rows on, what takes more than ten times as long as we do is left out. */
const SLOW_ROWS = 2_000_000;
const SLOW = {
  PostgreSQL: 'takes long; try --rows 1000000',
  'csv-parse': 'takes long; try --rows 1000000',
};

/** Reading and adding up files of experiments, ours and peers, in turn, each in a process of its own. */
export const reading: Subject = {
  about: 'reading and adding up experiments',
  async *reports(bench) {
    for (const name of bench.cases) {
      yield await readingReport(name, bench);
    }
  },
};

async function readingReport(name: Case, bench: Bench): Promise<Report> {
  const { directory, without } = bench;
  const { rows, users, rounds } = bench.size;
  const kind = caseNamed(name);
  const file = generateExperiments(directory, name, rows, users);
  const known = kind.ids === 'texts' ? generateTextUsers(directory, users) : undefined;
  const inflated = kind.isCompressed ? generateExperiments(directory, 'plain', rows, users) : undefined;
  const bytes = statSync(file).size;
  const leftOut = {
    ...(rows > SLOW_ROWS ? SLOW : {}),
    ...kind.without,
    ...Object.fromEntries(without.map((start) => [start, 'not wanted'])),
  };
  const isLeftOut = (contender: string) => Object.keys(leftOut).some((start) => contender.startsWith(start));
  const all = contenders(
    { kind, file, users: known, inflated },
    {
      python: bench.python(),
      database: isLeftOut('PostgreSQL') ? undefined : (await bench.stack()).databaseUrl,
    },
  );
  return {
    title: `reading, ${name}`,
    ...{ about: kind.about, rows, users, rounds, bytes, leftOut },
    measured: await measure(
      all.filter((contender) => !isLeftOut(contender.name)),
      rounds,
    ),
  };
}
