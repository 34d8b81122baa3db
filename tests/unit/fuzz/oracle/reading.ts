import { type FileResult, readFile } from '../../../fuzz/oracle/oracle.ts';
import { type FileName, SAMPLE, type Traits } from '../../../fuzz/traits.ts';

export const USERS = 'user_id,name,email,signup_date\n';
/** What follows id and name of a user. */
export const REST = ',a@b.c,2023-01-01';
export const MIB = 1 << 20;

/** In which way a file is read that is not that of the sample. */
export interface How {
  readonly maxRecordBytes?: number;
  readonly traits?: Partial<Traits>;
  readonly name?: FileName;
}

/** What the oracle makes of a whole file. */
export function result(
  file: string | Buffer,
  { maxRecordBytes = MIB, traits, name = 'users' }: How = {},
): FileResult {
  return readFile(name, Buffer.from(file), maxRecordBytes, { ...SAMPLE, ...traits });
}

/**
 * What the oracle makes of a file: how many rows, the key and the second column of those that count, and of rejects and warnings
 * their lines, column and reason.
 *
 * @throws Error where the file can't be read
 */
export function readWhole(file: string | Buffer, how: How = {}) {
  const read = result(file, how);
  if (read.kind !== 'read') {
    throw new Error(`the file can't be read: ${read.header.defects.join()}`);
  }
  return {
    records: read.records,
    rows: read.rows.map(({ values }) => Object.values(values).slice(0, 2).map(String).join(' ')),
    found: read.found.map(({ line, lastLine, column, reason }) =>
      `${line}-${lastLine} ${column ?? ''} ${reason}`.replace('  ', ' '),
    ),
  };
}

/** The same of the lines after a header of users. */
export const usersIn = (body: string | Buffer, how: How = {}) =>
  readWhole(Buffer.concat([Buffer.from(USERS), Buffer.from(body)]), how);

/** The defects of a file that can't be read; none of one that can. */
export function defectsOf(file: string | Buffer, how: How = {}): readonly string[] {
  const read = result(file, how);
  return read.kind === 'bad_header' ? read.header.defects : [];
}
