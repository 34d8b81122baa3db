import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Case, generateExperiments } from './generate.ts';
import { type Contender, type Measured, measure, program } from './measure.ts';
import type { Report } from './report.ts';

/** Where the peers come from. */
export interface Peers {
  /** A Python with DuckDB and Polars, where there is one. */
  readonly python: string | undefined;
  /** A database of the embedded PostgreSQL. */
  readonly database: string;
  /** Beginnings of the names of those that are left out: csv-parse and PostgreSQL take minutes at 10M rows. */
  readonly without: readonly string[];
}

const OURS = join(import.meta.dirname, '../dist/data/ours.js');
const here = (file: string) => join(import.meta.dirname, file);
const THREADS = String(cpus().length);

/** Reading and adding up a file of experiments, ours and peers, in turn, each in a process of its own. */
export async function readingReport(
  directory: string,
  kind: Case,
  { rows, users, rounds }: { readonly rows: number; readonly users: number; readonly rounds: number },
  peers: Peers,
): Promise<Report> {
  const file = generateExperiments(directory, kind, rows, users);
  const bytes = statSync(file).size;
  const isWanted = ({ name }: Contender) => !peers.without.some((start) => name.startsWith(start));
  const measured: Measured[] = await measure(contenders(file, kind, peers).filter(isWanted), rounds);
  return { title: `reading, ${kind}`, rows, users, rounds, bytes, measured };
}

function contenders(file: string, kind: Case, { python, database }: Peers): Contender[] {
  const node = process.execPath;
  const all = [
    program('ours, every check', node, OURS, file),
    program('ours, one thread, every check', node, OURS, file, 'one'),
  ];
  if (python) {
    all.push(
      program(
        `DuckDB, ${THREADS} threads, unchecked`,
        python,
        here('peers/duckdb_read.py'),
        file,
        'loose',
        THREADS,
      ),
      program(
        `DuckDB, ${THREADS} threads, same checks`,
        python,
        here('peers/duckdb_read.py'),
        file,
        'same',
        THREADS,
      ),
      program(`Polars, ${THREADS} threads, unchecked`, python, here('peers/polars_read.py'), file),
    );
  }
  if (python && kind === 'plain') {
    all.push(
      program('ours, one thread, lists counted too', node, OURS, file, 'lists'),
      program(
        `DuckDB, ${THREADS} threads, lists counted too`,
        python,
        here('peers/duckdb_read.py'),
        file,
        'lists',
        THREADS,
      ),
    );
  }
  // A row that COPY can't read ends it.
  if (kind !== 'bad') {
    all.push(program('PostgreSQL, COPY and SQL', node, here('peers/postgres-read.ts'), file, database));
  }
  // Ids that do not fit a Set of strings in memory are no matter of speed any more.
  if (kind !== 'wide') {
    all.push(program('csv-parse, one thread, same checks', node, here('peers/csv-parse.ts'), file));
  }
  all.push(program('read() alone', node, here('floor.ts'), file));
  return all;
}
