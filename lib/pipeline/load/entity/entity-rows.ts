import type { IdTable } from '../../../aggregation/partial/id-table.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord, RecordBatch } from '../../../csv/records/entry.ts';
import { parseDate } from '../../../csv/values/dates.ts';
import { parseInteger } from '../../../csv/values/integers.ts';
import type { Findings } from '../../findings/findings.ts';
import { eachRecord } from '../each-record.ts';

/** A user that counts. Name and e-mail may be empty, and are then NULL. */
export interface UserRow {
  readonly userId: bigint;
  readonly name: string | null;
  readonly email: string | null;
  /** YYYY-MM-DD */
  readonly signupDate: string;
}

/**
 * Gives each user that counts to `onUser`: the careful way, by which the fast one (users-to-stage.ts) is judged.
 *
 * @param userIds the ids of those that count are added to it
 * @returns the number of records read
 */
export function readUsers(
  batches: AsyncIterable<RecordBatch>,
  { columns }: Pick<Header, 'columns'>,
  findings: Findings,
  userIds: IdTable,
  onUser: (user: UserRow) => void = () => undefined,
): Promise<number> {
  const rowOf = userRows(columns, findings, userIds);
  return eachRecord(batches, findings, (record) => {
    const user = rowOf(record);
    if (user) {
      onUser(user);
    }
  });
}

/**
 * The rules of one row: gives the user if it counts, and notes in the findings what is wrong with it. The first user of an
 * id, among those whose values are usable, stays.
 */
export function userRows(columns: Header['columns'], findings: Findings, userIds: IdTable) {
  const field = (record: CsvRecord, column: string) => record.fields[columns[column] as number] as string;

  return (record: CsvRecord): UserRow | undefined => {
    const userId = parseInteger(field(record, 'user_id'));
    const signupDate = parseDate(field(record, 'signup_date'));
    const known = userIds.size;
    if (typeof userId === 'string') {
      findings.add(record, userId, 'user_id');
    } else if (signupDate === 'bad_date') {
      findings.add(record, signupDate, 'signup_date');
    } else if (userIds.add(userId) < known) {
      findings.add(record, 'duplicate_id', 'user_id');
    } else {
      return {
        userId,
        name: field(record, 'name') || null,
        email: field(record, 'email') || null,
        signupDate,
      };
    }
    return undefined;
  };
}
