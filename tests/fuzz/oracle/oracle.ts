import type { FileName, Traits } from '../traits.ts';
import { REPEATED_HEADER, readBody } from './body.ts';
import { columnsOf, inputOf, type OracleInput } from './declaration.ts';
import { beyondBigint } from './derived.ts';
import { textOf } from './encoding.ts';
import { readHeader } from './header.ts';
import { type BadHeader, bad, type OracleHeader } from './header-results.ts';
import { type Found, type Row, type Rows, rowsOf } from './rows.ts';
import type { Id } from './values.ts';

/** What one file comes to, taken by itself. */
export type FileResult =
  | { readonly kind: 'bad_header'; readonly header: BadHeader }
  | ({
      readonly kind: 'read';
      readonly header: OracleHeader;
      readonly records: number;
      /** Physical lines after the header. */
      readonly lines: number;
    } & Rows);

/**
 * What a file must come to by docs/inputs.md: a second implementation of its rules, whole files in memory, as plain as can be, for
 * the production readers to be compared with.
 */
export function readFile(name: FileName, bytes: Buffer, maxRecordBytes: number, traits: Traits): FileResult {
  const input = inputOf(name, traits);
  const read = textOf(bytes, input.encoding);
  if ('foreign' in read) {
    return { kind: 'bad_header', header: bad([read.foreign]) };
  }
  const header = readHeader(read.text, input, maxRecordBytes);
  return 'defects' in header
    ? { kind: 'bad_header', header }
    : bodyOf(read.text, header, input, maxRecordBytes);
}

/**
 * What a file comes to whose header is in doubt, if it is read by another line; undefined where that can't be the header.
 *
 * @param line the physical line by which production reads it
 */
export function readInDoubt(
  name: FileName,
  bytes: Buffer,
  maxRecordBytes: number,
  traits: Traits,
  line: number,
): FileResult | undefined {
  const input = inputOf(name, traits);
  const read = textOf(bytes, input.encoding);
  if ('foreign' in read) {
    return undefined;
  }
  const { orRead = [] } = readHeader(read.text, input, maxRecordBytes);
  const header = orRead.find((own) => own.line === line);
  return header && bodyOf(read.text, header, input, maxRecordBytes);
}

function bodyOf(
  text: string,
  header: OracleHeader,
  { columns }: OracleInput,
  maxRecordBytes: number,
): FileResult {
  const records = readBody(text, header, maxRecordBytes);
  const count = records.filter(({ reason }) => reason !== REPEATED_HEADER).length;
  const body = text.slice(header.bodyOffset);
  const lines = body.split('\n').length - (body === '' || body.endsWith('\n') ? 1 : 0);
  return { kind: 'read', header, records: count, lines, ...rowsOf(records, columns, header.columns) };
}

/** Of a user: how many experiments, and what their run times come to; those that are NULL are passed over. */
export interface Totals {
  readonly events: number;
  /** How many have a run time. */
  readonly count: bigint;
  readonly sum: bigint;
  /** 2^63-1 of none. */
  readonly min: bigint;
  /** 0 of none. */
  readonly max: bigint;
}

/** What only the files together tell. */
export interface CrossResult {
  /** What experiments name that is not there, in the experiments. */
  readonly found: readonly Found[];
  /** Of each known user with experiments. */
  readonly totals: ReadonlyMap<Id, Totals>;
  /** How many filtered sums of known users no bigint column can hold. */
  readonly beyond: number;
}

/** Holds the experiments against the rows of the other files that count. */
export function crossCheck(rowsOfFile: (name: FileName) => readonly Row[], traits: Traits): CrossResult {
  const idsOf = (name: FileName) => {
    const key = columnsOf(name, traits)[0]?.name ?? '';
    return new Set(rowsOfFile(name).map(({ values }) => values[key]));
  };
  const found: Found[] = [];
  const experiments = rowsOfFile('user_experiments');
  for (const { name: column, unknown } of columnsOf('user_experiments', traits)) {
    if (!unknown) {
      continue;
    }
    const known = idsOf(unknown.file);
    for (const { line, lastLine, raw, values } of experiments) {
      const named = [values[column] ?? []].flat().filter((id) => !known.has(id));
      found.push(...named.map(() => ({ line, lastLine, column, reason: unknown.reason, raw })));
    }
  }
  const users = idsOf('users');
  const known = experiments.filter(({ values }) => users.has(values['user_id']));
  return { found, totals: totalsOf(known), beyond: beyondBigint(known, traits.features) };
}

const NONE: Totals = { events: 0, count: 0n, sum: 0n, min: 2n ** 63n - 1n, max: 0n };

/** Of each user that is named. */
export function totalsOf(experiments: readonly Row[]): ReadonlyMap<Id, Totals> {
  const totals = new Map<Id, Totals>();
  for (const { values } of experiments) {
    const [user, time] = [values['user_id'] as Id, values['experiment_run_time']];
    const { events, count, sum, min, max } = totals.get(user) ?? NONE;
    const of = (value: bigint) => ({
      count: count + 1n,
      sum: sum + value,
      min: value < min ? value : min,
      max: value > max ? value : max,
    });
    totals.set(user, {
      ...(typeof time === 'bigint' ? of(time) : { count, sum, min, max }),
      events: events + 1,
    });
  }
  return totals;
}

/** Reasons by which a row counts all the same. */
export const WARNINGS: readonly string[] = [
  ...['bad_id_list', 'bad_text_id_list', 'null_text', 'unknown_compound', 'unknown_device'],
  ...[REPEATED_HEADER, 'long_value', 'unended_line', 'early_date', 'future_date'],
];

/** Of what no feature looks anything up in, rejects shut no gate. */
const isAsked = (name: FileName, features: Traits['features']): boolean =>
  name === 'users' ||
  name === 'user_experiments' ||
  features.some(({ kind, column }) => kind === 'lookup' && fileNamedBy(column) === name);

const fileNamedBy = (column: string): FileName => (column === 'device' ? 'devices' : 'compounds');

/** How many rows of a file there are, and how many of them are rejected; and how many lines that is. */
interface Counts {
  readonly name: FileName;
  readonly records: number;
  readonly rejected: number;
  /** Without it, the lines are not asked. */
  readonly lines?: { readonly all: number; readonly rejected: number };
}

/** Dates of users after a day, which count as that day. */
export const lateDates = (users: readonly Row[], asOf: string): readonly Found[] =>
  users.flatMap(({ line, lastLine, raw, values }) => {
    const date = values['signup_date'];
    const isLate = typeof date === 'string' && date > asOf;
    return isLate ? [{ line, lastLine, raw, column: 'signup_date', reason: 'future_date' }] : [];
  });

/** The gates that refuse the files, sorted, one a file or user that is at fault: at most 10 totals are told. */
export function gatesOf(
  files: readonly Counts[],
  { totals, beyond }: Pick<CrossResult, 'totals' | 'beyond'>,
  maxRejectRatio: number,
  features: Traits['features'],
): string[] {
  const ratios = files.filter(
    ({ name, records, rejected, lines }) =>
      isAsked(name, features) &&
      records > 0 &&
      (rejected > maxRejectRatio * records || (lines && lines.rejected > maxRejectRatio * lines.all)),
  );
  const empty = files.filter(({ name, records, rejected }) => name === 'users' && records === rejected);
  const plain = [...totals.values()].filter(({ sum }) => sum >= 2n ** 63n).length;
  const told = Math.min(plain + beyond, 10);
  return [
    ...new Array<string>(told).fill('bigint_total'),
    ...empty.map(() => 'no_users'),
    ...ratios.map(() => 'reject_ratio'),
  ];
}
