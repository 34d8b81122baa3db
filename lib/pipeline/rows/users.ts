import { parseDate } from '../../csv/dates.ts';
import type { CsvRecord, RecordBatch } from '../../csv/entry.ts';
import type { Header } from '../../csv/header.ts';
import { parseInteger } from '../../csv/integers.ts';
import type { UserColumns } from '../../store/stage.ts';
import type { Findings } from '../findings.ts';
import { IdTable } from '../partial/id-table.ts';
import { eachRecord } from './each-record.ts';

/** Users given to the stage at a time: enough to make the round trip cheap, few enough for its memory. */
const CHUNK = 10_000;

/**
 * Reads the users that count and hands them on in chunks, column by column. The first user of an id, among
 * those whose values are usable, stays. Name and e-mail may be empty, and are then NULL.
 *
 * @returns the number of records read
 */
export async function readUsers(
  batches: AsyncIterable<RecordBatch>,
  { columns }: Pick<Header, 'columns'>,
  findings: Findings,
  onUsers: (users: UserColumns) => void | Promise<void>,
): Promise<number> {
  const userIds = new IdTable();
  let chunk = emptyChunk();
  const flush = async () => {
    if (chunk.userIds.length > 0) await onUsers(chunk);
    chunk = emptyChunk();
  };
  const records = await eachRecord(
    batches,
    findings,
    (record) => appendUser(chunk, record, columns, findings, userIds),
    () => (chunk.userIds.length >= CHUNK ? flush() : undefined),
  );
  await flush();
  return records;
}

function appendUser(
  chunk: UserColumns,
  record: CsvRecord,
  columns: Header['columns'],
  findings: Findings,
  userIds: IdTable,
): void {
  const field = (column: string) => record.fields[columns[column] as number] as string;
  const userId = parseInteger(field('user_id'));
  const signupDate = parseDate(field('signup_date'));
  const known = userIds.size;
  if (typeof userId === 'string') findings.add(record, userId, 'user_id');
  else if (signupDate === 'bad_date') findings.add(record, signupDate, 'signup_date');
  else if (userIds.add(userId) < known) findings.add(record, 'duplicate_id', 'user_id');
  else {
    chunk.userIds.push(userId);
    chunk.names.push(field('name') || null);
    chunk.emails.push(field('email') || null);
    chunk.signupDates.push(signupDate);
  }
}

function emptyChunk(): UserColumns {
  return { userIds: [], names: [], emails: [], signupDates: [] };
}
