import type { OracleRecord } from './body.ts';
import { dateOf, idListOf, integerOf } from './values.ts';

/** What is listed of a reject or a warning. */
export interface Found {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

export interface User {
  readonly id: bigint;
  readonly name: string | null;
  readonly email: string | null;
  readonly signupDate: string;
}

export interface Experiment {
  readonly line: number;
  readonly raw: string;
  readonly userId: bigint;
  readonly runTime: bigint;
  /** Distinct; none when the list is unusable. */
  readonly compounds: readonly bigint[];
}

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly found: readonly Found[];
}

/** The result of the values of a record: a row with its id, or the first column at fault. */
type Judged<Row> = { readonly id: bigint; readonly row: Row; readonly warnings?: readonly Fault[] } | Fault;
interface Fault {
  readonly column: string;
  readonly reason: string;
}
type Value = (column: string) => string;

const isFault = (judged: object): judged is Fault => 'reason' in judged;

/** The users that count. Reasons are looked for in the order user_id, signup_date, duplicate. */
export function usersOf(
  records: readonly OracleRecord[],
  columns: Readonly<Record<string, number>>,
): Rows<User> {
  return rowsOf(records, columns, 'user_id', (value) => {
    const id = integerOf(value('user_id'));
    if (typeof id === 'string') {
      return { column: 'user_id', reason: id };
    }
    const signupDate = dateOf(value('signup_date'));
    if (signupDate === 'bad_date') {
      return { column: 'signup_date', reason: signupDate };
    }
    return { id, row: { id, name: value('name') || null, email: value('email') || null, signupDate } };
  });
}

/** The experiments that count, as far as their own file tells. */
export function experimentsOf(
  records: readonly OracleRecord[],
  columns: Readonly<Record<string, number>>,
): Rows<Experiment> {
  return rowsOf(records, columns, 'experiment_id', (value, { line, raw }) => {
    const id = integerOf(value('experiment_id'));
    if (typeof id === 'string') {
      return { column: 'experiment_id', reason: id };
    }
    const userId = integerOf(value('user_id'));
    if (typeof userId === 'string') {
      return { column: 'user_id', reason: userId };
    }
    const runTime = integerOf(value('experiment_run_time'));
    if (typeof runTime === 'string') {
      return { column: 'experiment_run_time', reason: runTime };
    }
    const ids = idListOf(value('experiment_compound_ids'));
    const usable = typeof ids !== 'string';
    const warnings = usable ? [] : [{ column: 'experiment_compound_ids', reason: ids }];
    return { id, row: { line, raw, userId, runTime, compounds: usable ? [...new Set(ids)] : [] }, warnings };
  });
}

/** The ids of the compounds. */
export function compoundsOf(
  records: readonly OracleRecord[],
  columns: Readonly<Record<string, number>>,
): Rows<bigint> {
  return rowsOf(records, columns, 'compound_id', (value) => {
    const id = integerOf(value('compound_id'));
    return typeof id === 'string' ? { column: 'compound_id', reason: id } : { id, row: id };
  });
}

/** The first row of an id, among those whose values are usable, stays. */
function rowsOf<Row>(
  records: readonly OracleRecord[],
  columns: Readonly<Record<string, number>>,
  idColumn: string,
  judge: (value: Value, record: OracleRecord) => Judged<Row>,
): Rows<Row> {
  const rows: Row[] = [];
  const found: Found[] = [];
  const ids = new Set<bigint>();
  for (const record of records) {
    const { line, raw } = record;
    if (record.reason !== undefined) {
      found.push({ line, column: null, reason: record.reason, raw });
      continue;
    }
    const judged = judge((column) => record.fields[columns[column] ?? -1] ?? '', record);
    if (isFault(judged)) {
      found.push({ line, ...judged, raw });
    } else if (ids.has(judged.id)) {
      found.push({ line, column: idColumn, reason: 'duplicate_id', raw });
    } else {
      ids.add(judged.id);
      rows.push(judged.row);
      for (const warning of judged.warnings ?? []) {
        found.push({ line, ...warning, raw });
      }
    }
  }
  return { rows, found };
}
