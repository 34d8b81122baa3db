import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossCheck, FILE_NAMES, type FileName, type Row, readFile } from '../../fuzz/oracle/oracle.ts';
import { type Digest, FIELD_SEPARATOR, ROW_SEPARATOR } from './table-text.ts';

const MAX_RECORD_BYTES = 1 << 20;
const DAY_MS = 86_400_000;

/** What users_derivation has to hold: a text per row, ascending by user, and what a reader's digest of them is. */
export interface ExpectedTable {
  readonly rows: readonly string[];
  readonly digest: Digest;
}

/**
 * The table that the files of a folder must give, by the oracle of the fuzz tests, which shares no code with lib/.
 *
 * @param asOf YYYY-MM-DD, to which days_since_signup counts
 * @throws Error when one of the files is unusable as a whole
 */
export function expectedTable(directory: string, asOf: string): ExpectedTable {
  const users = rowsOf('users', directory);
  const { totals } = crossCheck(users, rowsOf('compounds', directory), rowsOf('user_experiments', directory));
  const rows = users
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, name, email, signupDate }) => {
      const { experiments = 0, runTime = 0n } = totals.get(id) ?? {};
      const days = Math.max(0, (Date.parse(asOf) - Date.parse(signupDate)) / DAY_MS);
      return [id, name ?? '', email ?? '', signupDate, days, experiments, runTime, asOf].join(
        FIELD_SEPARATOR,
      );
    });
  return { rows, digest: { rows: rows.length, md5: md5(rows.join(ROW_SEPARATOR)) } };
}

function rowsOf<Name extends FileName>(name: Name, directory: string): readonly Row[Name][] {
  const result = readFile(name, readFileSync(join(directory, `${name}.csv`)), MAX_RECORD_BYTES);
  if (result.kind !== 'read') {
    throw new Error(`${name}.csv of ${directory} is ${result.kind}`);
  }
  return result.rows;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The files that a folder of inputs has. */
export const INPUT_FILES: readonly string[] = FILE_NAMES.map((name) => `${name}.csv`);
