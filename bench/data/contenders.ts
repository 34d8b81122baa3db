import { cpus } from 'node:os';
import { join } from 'node:path';
import type { EventsCase } from './cases/case.ts';
import { type Contender, program } from './measure.ts';

/** Where the peers come from. */
export interface Peers {
  /** A Python with DuckDB and Polars, where there is one. */
  readonly python: string | undefined;
  /** A database of the embedded PostgreSQL, where it is one of them. */
  readonly database: string | undefined;
}

/** What is read, and how. */
export interface Reading {
  readonly kind: EventsCase;
  /** The experiments. */
  readonly file: string;
  /** Where ids are texts, the users that count. */
  readonly users: string | undefined;
  /** Of an archive, the same experiments as they are in it. */
  readonly inflated: string | undefined;
}

const OURS = join(import.meta.dirname, '../dist/data/ours.js');
const here = (file: string) => join(import.meta.dirname, file);
const THREADS = String(cpus().length);

/** All that can be compared in a case, ours first; each is a process of its own. */
export function contenders(reading: Reading, { python, database }: Peers): Contender[] {
  const { kind, file, inflated } = reading;
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
    ...(database
      ? [program('PostgreSQL, COPY and SQL', node, here('peers/postgres-read.ts'), file, database)]
      : []),
    program('csv-parse, one thread, same checks', node, here('peers/csv-parse.ts'), file),
    ...(inflated
      ? [
          program('inflating alone, one thread', node, here('inflating.ts'), file),
          program(
            'inflating, while another process reads the plain file',
            ...[node, here('inflating.ts'), file, OURS, inflated, '--one'],
          ),
        ]
      : [program('read() alone', node, here('floor.ts'), file)]),
  ];
}

function ours(how: string, reading: Reading, ...flags: string[]): Contender {
  const { text } = reading.kind;
  const declared = text?.isDeclared ? ['--text', text.name] : [];
  return program(
    `ours, ${how}`,
    process.execPath,
    OURS,
    reading.file,
    ...flags,
    ...ofTexts(reading),
    ...declared,
  );
}

function duckdb(python: string, how: string, mode: string, reading: Reading): Contender {
  const script = [here('peers/duckdb_read.py'), reading.file, mode, THREADS];
  return program(
    `DuckDB, ${THREADS} threads, ${how}`,
    python,
    ...script,
    ...ofTexts(reading),
    ...textOf(reading),
  );
}

function polars(python: string, reading: Reading): Contender {
  const script = [here('peers/polars_read.py'), reading.file];
  return program(
    `Polars, ${THREADS} threads, unchecked`,
    python,
    ...script,
    ...ofTexts(reading),
    ...textOf(reading),
  );
}

const ofTexts = ({ users }: Reading) => (users === undefined ? [] : ['--users', users]);

/** Peers have to be told of every column, whether the model knows it or not. */
const textOf = ({ kind: { text } }: Reading) => (text ? ['--text', text.name] : []);
