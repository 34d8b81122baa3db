import type { Measured } from '../measure.ts';
import type { Report } from '../report.ts';
import { CASE, column, figure, peak, ratio, SIZE, step, time, USERS } from './columns.ts';
import { short } from './short.ts';
import { type Column, markdownTable } from './table.ts';

/** A table of the page: `<!-- bench:NAME -->`. */
export interface PageTable {
  readonly name: string;
  /** In Markdown; undefined where none of the reports is about it. */
  readonly of: (reports: readonly Report[]) => string | undefined;
}

/** From so many rows on the slow peers are left out. */
const LARGE = 2_000_000;

const OURS = /^ours/;
const DUCKDB = /^DuckDB/;
const SAME = /^DuckDB.*same checks/;
const LISTS = /^DuckDB.*lists counted/;

/** All tables of docs/performance.md that are made. */
export const TABLES: readonly PageTable[] = [
  byReport('reading', ({ title, rows }) => /^reading, (?!gzip)/.test(title) && rows > LARGE, [
    CASE,
    USERS,
    SIZE,
    column('ours', OURS, time),
    column('one thread', /^ours, one thread, every/, time),
    column('DuckDB, same checks', SAME, time),
    column('ours / it', SAME, ratio),
    column('ours / DuckDB unchecked', /^DuckDB.*unchecked/, ratio),
    column('ours / Polars unchecked', /^Polars/, ratio),
    column('peak MB: ours', OURS, peak),
    column('DuckDB', SAME, peak),
  ]),
  byReport(
    'lists',
    ({ title, measured }) => isReading(title) && measured.some(({ name }) => LISTS.test(name)),
    [
      CASE,
      { heading: 'rows', cell: ({ rows }) => short(rows) },
      USERS,
      column('ours, one thread', /^ours.*lists counted/, time),
      column('DuckDB', LISTS, time),
      {
        heading: 'ours / DuckDB',
        cell: ({ measured }) => quotient(measured, /^ours.*lists counted/, LISTS),
      },
      column('peak MB: ours', /^ours.*lists counted/, peak),
      column('DuckDB', LISTS, peak),
    ],
  ),
  byReport('slow-peers', ({ title, rows }) => isReading(title) && rows <= LARGE, [
    CASE,
    column('ours', OURS, time),
    column('DuckDB, same checks', SAME, time),
    column('ours / it', SAME, ratio),
    column('csv-parse', /^csv-parse/, time),
    column('ours / it', /^csv-parse/, ratio),
    column('PostgreSQL', /^PostgreSQL/, time),
    column('ours / it', /^PostgreSQL/, ratio),
  ]),
  byContender('gzip', ({ title, rows }) => title === 'reading, gzip' && rows > LARGE, [
    { heading: '', cell: ({ measured: { name } }) => name },
    { heading: 'time', cell: ({ measured }) => time(measured) },
    { heading: 'ours / it', cell: ({ measured }) => ratio(measured) },
    { heading: 'peak MB', cell: ({ measured }) => peak(measured) },
  ]),
  byReport('users', ({ title }) => title.startsWith('users.csv'), [
    CASE,
    USERS,
    SIZE,
    column('ours', OURS, time),
    column('DuckDB, same checks', DUCKDB, step('DuckDB')),
    column('COPY', DUCKDB, step('COPY')),
    column('in all', DUCKDB, time),
    column('ours / it', DUCKDB, ratio),
  ]),
  byReport('pipeline', ({ title }) => title.startsWith('CSV files to'), [
    { heading: 'users', cell: ({ users, title }) => `${short(users)}, ${title.replace('CSV files ', '')}` },
    column('plan', OURS, step('plan')),
    column('load', OURS, step('load')),
    column('publish', OURS, step('publish')),
    column('in all', OURS, time),
    column('DuckDB', DUCKDB, step('DuckDB')),
    column('COPY', DUCKDB, step('COPY')),
    column('MERGE', DUCKDB, step('MERGE')),
    column('in all', DUCKDB, time),
    column('ours / peer', DUCKDB, ratio),
  ]),
  byContender('defects', ({ title }) => title.startsWith('one defect'), [
    { heading: 'file', cell: ({ report: { title, about = title } }) => about },
    { heading: 'defect, row', cell: ({ measured: { name } }) => name },
    { heading: 'none', cell: ({ measured: { beside = Number.NaN } }) => `${beside} ms` },
    { heading: 'one', cell: ({ measured }) => time(measured) },
    { heading: 'one / none', cell: ({ measured }) => figure(1 / measured.ratio) },
  ]),
  byContender('files', ({ title }) => title === 'the same rows in many files' || title === 'examples/shop', [
    { heading: '', cell: ({ measured: { name } }) => name.replace('ours, ', '') },
    { heading: 'time', cell: ({ measured }) => time(measured) },
    { heading: 'relative to one file', cell: ({ measured }) => figure(1 / measured.ratio) },
    { heading: 'peak MB', cell: ({ measured }) => peak(measured) },
  ]),
  byContender('parts', ({ title }) => title === 'part after part', [
    { heading: '', cell: ({ measured: { name } }) => name.replace('ours, ', '') },
    { heading: 'time', cell: ({ measured }) => time(measured) },
    { heading: 'the first / it', cell: ({ measured }) => figure(measured.ratio) },
    { heading: 'peak MB', cell: ({ measured }) => peak(measured) },
  ]),
];

function isReading(title: string): boolean {
  return title.startsWith('reading, ');
}

/** A table with a row for each report. */
function byReport(
  name: string,
  isWanted: (report: Report) => boolean,
  columns: readonly Column<Report>[],
): PageTable {
  return { name, of: (reports) => tableOf(columns, reports.filter(isWanted)) };
}

/** A contender with its report. */
interface OfReport {
  readonly report: Report;
  readonly measured: Measured;
}

/** A table with a row for each contender of some reports. */
function byContender(
  name: string,
  isWanted: (report: Report) => boolean,
  columns: readonly Column<OfReport>[],
): PageTable {
  const rowsOf = (report: Report) => report.measured.map((measured) => ({ report, measured }));
  return { name, of: (reports) => tableOf(columns, reports.filter(isWanted).flatMap(rowsOf)) };
}

function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string | undefined {
  return rows.length > 0 ? markdownTable(columns, rows) : undefined;
}

/** The time of one contender as a multiple of another's. */
function quotient(measured: readonly Measured[], one: RegExp, other: RegExp): string {
  const [own, others] = [one, other].map((name) => measured.find((found) => name.test(found.name))?.ms);
  return own && others ? figure(own / others) : '';
}
