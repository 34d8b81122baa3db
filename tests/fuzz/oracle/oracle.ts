import { readBody } from './body.ts';
import { type BadHeader, type OracleHeader, readHeader } from './header.ts';
import {
  compoundsOf,
  type Experiment,
  experimentsOf,
  type Found,
  type Rows,
  type User,
  usersOf,
} from './rows.ts';

/** The three input files, by the names of the contract. */
export const FILE_NAMES = ['users', 'user_experiments', 'compounds'] as const;
export type FileName = (typeof FILE_NAMES)[number];

/** The needed columns of each. */
export const COLUMNS: Readonly<Record<FileName, readonly string[]>> = {
  users: ['user_id', 'name', 'email', 'signup_date'],
  user_experiments: ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'],
  compounds: ['compound_id', 'compound_name', 'compound_structure'],
};

/** The result of one file, taken by itself. */
export type FileResult<Row> =
  | { readonly kind: 'bad_header'; readonly header: BadHeader }
  | { readonly kind: 'unclosed_quote'; readonly header: OracleHeader; readonly line: number }
  | ({ readonly kind: 'read'; readonly header: OracleHeader; readonly records: number } & Rows<Row>);

export interface Row {
  readonly users: User;
  readonly user_experiments: Experiment;
  readonly compounds: bigint;
}

const ROWS = { users: usersOf, user_experiments: experimentsOf, compounds: compoundsOf } as const;

/**
 * The result that a file must have by "What a valid input is" of the design: a second implementation of that section, whole
 * files in memory, as plain as can be, for the production readers to be compared with.
 */
export function readFile<Name extends FileName>(
  name: Name,
  bytes: Buffer,
  maxRecordBytes: number,
): FileResult<Row[Name]> {
  const header = readHeader(bytes, COLUMNS[name], maxRecordBytes);
  if ('defects' in header) {
    return { kind: 'bad_header', header };
  }
  const { records, unclosedLine } = readBody(bytes, header, maxRecordBytes);
  if (unclosedLine !== undefined) {
    return { kind: 'unclosed_quote', header, line: unclosedLine };
  }
  const { rows, found } = ROWS[name](records, header.columns) as Rows<Row[Name]>;
  return { kind: 'read', header, records: records.length, rows, found };
}

/** What only the three files together tell. */
export interface CrossResult {
  /** Unknown users and compounds, in the experiments. */
  readonly found: readonly Found[];
  /** Of each known user with experiments: how many, and the total of their run times. */
  readonly totals: ReadonlyMap<bigint, { readonly experiments: number; readonly runTime: bigint }>;
}

/** Holds the experiments against the users and compounds that count. */
export function crossCheck(
  users: readonly User[],
  compounds: readonly bigint[],
  experiments: readonly Experiment[],
): CrossResult {
  const userIds = new Set(users.map(({ id }) => id));
  const compoundIds = new Set(compounds);
  const found: Found[] = [];
  for (const { line, raw, userId, compounds: mentioned } of experiments) {
    if (!userIds.has(userId)) {
      found.push({ line, column: 'user_id', reason: 'unknown_user', raw });
    }
    for (const id of mentioned) {
      if (compoundIds.has(id)) {
        continue;
      }
      found.push({ line, column: 'experiment_compound_ids', reason: 'unknown_compound', raw });
    }
  }
  return { found, totals: totalsOf(experiments.filter(({ userId }) => userIds.has(userId))) };
}

/** Of each user that is named: how many experiments, and the total of their run times. */
export function totalsOf(experiments: readonly Experiment[]): CrossResult['totals'] {
  const totals = new Map<bigint, { experiments: number; runTime: bigint }>();
  for (const { userId, runTime } of experiments) {
    const before = totals.get(userId) ?? { experiments: 0, runTime: 0n };
    totals.set(userId, { experiments: before.experiments + 1, runTime: before.runTime + runTime });
  }
  return totals;
}

/** Reasons by which a row counts all the same. */
export const WARNINGS: readonly string[] = ['bad_id_list', 'unknown_compound'];

/** The gates that refuse the files, sorted, one a file or user that is at fault: at most 10 totals are told. */
export function gatesOf(
  files: readonly { readonly name: FileName; readonly records: number; readonly rejected: number }[],
  totals: CrossResult['totals'],
  maxRejectRatio: number,
): string[] {
  const ratios = files.filter(({ records, rejected }) => records > 0 && rejected > maxRejectRatio * records);
  const empty = files.filter(({ name, records, rejected }) => name === 'users' && records === rejected);
  const beyond = [...totals.values()].filter(({ runTime }) => runTime >= 2n ** 63n).slice(0, 10);
  return [
    ...beyond.map(() => 'bigint_total'),
    ...empty.map(() => 'no_users'),
    ...ratios.map(() => 'reject_ratio'),
  ];
}
