import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Case, generateExperiments, generateTextUsers } from './generate.ts';
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

/** What is read, and how. */
interface Reading {
  readonly kind: Case;
  /** The experiments. */
  readonly file: string;
  /** Where ids are texts, the users that count. */
  readonly users: string | undefined;
}

/** Reading and adding up a file of experiments, ours and peers, in turn, each in a process of its own. */
export async function readingReport(
  directory: string,
  kind: Case,
  { rows, users, rounds }: { readonly rows: number; readonly users: number; readonly rounds: number },
  peers: Peers,
): Promise<Report> {
  const file = generateExperiments(directory, kind, rows, users);
  const reading = {
    ...{ kind, file },
    users: kind === 'text-ids' ? generateTextUsers(directory, users) : undefined,
  };
  const bytes = statSync(file).size;
  const isWanted = ({ name }: Contender) => !peers.without.some((start) => name.startsWith(start));
  const measured: Measured[] = await measure(contenders(reading, peers).filter(isWanted), rounds);
  return { title: `reading, ${kind}`, rows, users, rounds, bytes, measured };
}

function contenders(reading: Reading, { python, database }: Peers): Contender[] {
  const { kind, file } = reading;
  const node = process.execPath;
  const all = [ours('every check', reading), ours('one thread, every check', reading, '--one')];
  if (python) {
    all.push(
      duckdb(python, 'unchecked', 'loose', reading),
      duckdb(python, 'same checks', 'same', reading),
      polars(python, reading),
    );
  }
  if (python && (kind === 'plain' || kind === 'text-ids')) {
    all.push(
      ours('one thread, lists counted too', reading, '--lists'),
      duckdb(python, 'lists counted too', 'lists', reading),
    );
  }
  // A row that COPY can't read ends it; of texts for ids it would be told another table.
  if (kind !== 'bad' && kind !== 'text-ids') {
    all.push(program('PostgreSQL, COPY and SQL', node, here('peers/postgres-read.ts'), file, database));
  }
  // Ids that do not fit a Set of strings in memory are no matter of speed any more.
  if (kind !== 'wide' && kind !== 'text-ids') {
    all.push(program('csv-parse, one thread, same checks', node, here('peers/csv-parse.ts'), file));
  }
  all.push(program('read() alone', node, here('floor.ts'), file));
  return all;
}

function ours(how: string, { file, users }: Reading, ...flags: string[]): Contender {
  const ofTexts = users === undefined ? [] : ['--users', users];
  return program(`ours, ${how}`, process.execPath, OURS, file, ...flags, ...ofTexts);
}

function duckdb(python: string, how: string, mode: string, { file, users = '' }: Reading): Contender {
  return program(
    `DuckDB, ${THREADS} threads, ${how}`,
    python,
    here('peers/duckdb_read.py'),
    file,
    mode,
    THREADS,
    users,
  );
}

function polars(python: string, { file, users }: Reading): Contender {
  const ofTexts = users === undefined ? [] : ['texts'];
  return program(
    `Polars, ${THREADS} threads, unchecked`,
    python,
    here('peers/polars_read.py'),
    file,
    ...ofTexts,
  );
}
