import { appendFileSync, linkSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../../../bench/data/cases/cases.ts';
import { generateExperiments, generateUsersAndCompounds } from '../../../bench/data/generate.ts';
import { type ExpectedTable, expectedTable, INPUT_FILES } from './expected-table.ts';

/** The date to which days_since_signup counts in all runs. */
export const AS_OF = '2024-06-01';

/** Rows at the head of the experiments that come again at their end: another part has to be read once more for them. */
const REPEATED_ROWS = 1000;

/** Three input files, and the table they have to give. */
export interface DataSet {
  readonly name: string;
  readonly directory: string;
  readonly expected: ExpectedTable;
}

const SETS: readonly { name: string; kind: Case; rows: number; users: number; names: string }[] = [
  { name: 'A', kind: 'bad', rows: 300_000, users: 30_000, names: 'User' },
  { name: 'B', kind: 'plain', rows: 320_000, users: 27_000, names: 'Person' },
];

/**
 * Writes two data sets of which every run makes another table: other names, other aggregates of every user, and users that
 * only one of them has. Takes some seconds, most of them for the oracle.
 */
export function makeDataSets(home: string): [DataSet, DataSet] {
  const [a, b] = SETS.map(({ name, kind, rows, users, names }): DataSet => {
    const directory = join(home, name);
    generateUsersAndCompounds(directory, users);
    const usersFile = join(directory, 'users.csv');
    writeFileSync(usersFile, readFileSync(usersFile, 'utf8').replaceAll(',User ', `,${names} `));
    const experiments = join(directory, 'user_experiments.csv');
    renameSync(generateExperiments(directory, kind, rows, users), experiments);
    const head = readFileSync(experiments, 'utf8').split('\n', REPEATED_ROWS + 1);
    appendFileSync(experiments, `${head.slice(1).join('\n')}\n`);
    return { name, directory, expected: expectedTable(directory, AS_OF) };
  });
  if (!a || !b) {
    throw new Error('two data sets are needed');
  }
  return [a, b];
}

/** Puts a data set's files into the folder that the stack reads, each in one step. */
export function putInPlace({ directory }: DataSet, dataDirectory: string): void {
  mkdirSync(dataDirectory, { recursive: true });
  for (const file of INPUT_FILES) {
    const aside = join(dataDirectory, `.${file}`);
    linkSync(join(directory, file), aside);
    renameSync(aside, join(dataDirectory, file));
  }
}
