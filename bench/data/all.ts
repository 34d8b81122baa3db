import type { Bench, Size, Subject } from './bench.ts';
import { CASE_NAMES, type Case } from './cases/cases.ts';
import { defects } from './defects.ts';
import { files } from './further.ts';
import { parts } from './parts.ts';
import { pipeline } from './pipeline.ts';
import { reading } from './reading.ts';
import { usersFile } from './users/users-file.ts';

/** What docs/performance.md tells, in the order in which it is measured. */
const MEASURED: readonly {
  readonly subject: Subject;
  readonly size: Partial<Size>;
  readonly cases?: readonly Case[];
  readonly only?: readonly string[];
}[] = [
  { subject: reading, size: { rows: 10_000_000, users: 100_000 }, cases: CASE_NAMES },
  {
    subject: reading,
    size: { rows: 1_000_000, users: 100_000 },
    cases: ['plain', 'crlf', 'quoted', 'bad'],
  },
  { subject: reading, size: { rows: 10_000_000, users: 1_000_000 }, cases: ['plain'] },
  { subject: files, size: { rows: 10_000_000, users: 100_000 } },
  { subject: usersFile, size: { users: 1_000_000 } },
  { subject: usersFile, size: { users: 10_000_000 }, only: ['plain'] },
  { subject: pipeline, size: { rows: 10_000_000, users: 100_000 } },
  { subject: pipeline, size: { rows: 10_000_000, users: 1_000_000 } },
  { subject: defects, size: { rows: 10_000_000, users: 100_000 } },
  { subject: parts, size: { rows: 10_000_000, users: 100_000 } },
];

/** Everything that docs/performance.md tells, but for the API. */
export const all: Subject = {
  about: 'everything, and makes the tables and plots of docs/performance.md anew',
  async *reports(bench: Bench) {
    for (const { subject, size, cases = bench.cases, only = bench.only } of MEASURED) {
      yield* subject.reports({ ...bench, size: { ...bench.size, ...size }, cases, only });
    }
  },
};
