import { cpus } from 'node:os';
import { join } from 'node:path';
import type { EventsCase } from './cases/case.ts';
import { type Contender, program } from './measure.ts';

/** Where the peers come from. */
export interface Peers {
  /** A Python with DuckDB and Polars, where there is one. */
  readonly python: string | undefined;
  /** A database of the embedded PostgreSQL. */
  readonly database: string;
  /** Beginnings of the names of those that are left out. */
  readonly without: readonly string[];
}

/** What is read, and how. */
export interface Reading {
  readonly kind: EventsCase;
  /** The experiments. */
  readonly file: string;
  /** Where ids are texts, the users that count. */
  readonly users: string | undefined;
}

const OURS = join(import.meta.dirname, '../dist/data/ours.js');
const here = (file: string) => join(import.meta.dirname, file);
const THREADS = String(cpus().length);

/** All that can be compared in a case, ours first; each is a process of its own. */
export function contenders(reading: Reading, { python, database }: Peers): Contender[] {
  const { kind, file } = reading;
  const node = process.execPath;
  const counting = kind.countsLists && python ? [python] : [];
  return [
    ours('every check', reading),
    ours('one thread, every check', reading, '--one'),
    ...(python
      ? [
          duckdb(python, 'unchecked', 'loose', reading),
          duckdb(python, 'same checks', 'same', reading),
          polars(python, reading),
        ]
      : []),
    ...counting.flatMap((interpreter) => [
      ours('one thread, lists counted too', reading, '--lists'),
      duckdb(interpreter, 'lists counted too', 'lists', reading),
    ]),
    program('PostgreSQL, COPY and SQL', node, here('peers/postgres-read.ts'), file, database),
    program('csv-parse, one thread, same checks', node, here('peers/csv-parse.ts'), file),
    program('read() alone', node, here('floor.ts'), file),
  ];
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
