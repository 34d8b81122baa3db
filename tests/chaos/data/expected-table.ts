import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crossCheck, readFile } from '../../fuzz/oracle/oracle.ts';
import type { Row } from '../../fuzz/oracle/rows.ts';
import { type FileName, filesOf, SAMPLE } from '../../fuzz/traits.ts';
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
  const files = new Map(filesOf(SAMPLE).map((name) => [name, rowsOf(name, directory)]));
  const { totals } = crossCheck((name) => files.get(name) ?? [], SAMPLE);
  const rows = (files.get('users') ?? [])
    .map(({ values }) => values)
    .sort((a, b) => ((a['user_id'] as bigint) < (b['user_id'] as bigint) ? -1 : 1))
    .map((values) => {
      const [id, name, email] = [values['user_id'] as bigint, values['name'], values['email']];
      const signupDate = String(values['signup_date']);
      const { events = 0, sum = 0n } = totals.get(id) ?? {};
      const days = Math.max(0, (Date.parse(asOf) - Date.parse(signupDate)) / DAY_MS);
      return [id, name ?? '', email ?? '', signupDate, days, events, sum, asOf].join(FIELD_SEPARATOR);
    });
  return { rows, digest: { rows: rows.length, md5: md5(rows.join(ROW_SEPARATOR)) } };
}

function rowsOf(name: FileName, directory: string): readonly Row[] {
  const result = readFile(name, readFileSync(join(directory, `${name}.csv`)), MAX_RECORD_BYTES, SAMPLE);
  if (result.kind !== 'read') {
    throw new Error(`${name}.csv of ${directory} is ${result.kind}`);
  }
  return result.rows;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** The files that a folder of inputs has. */
export const INPUT_FILES: readonly string[] = filesOf(SAMPLE).map((name) => `${name}.csv`);
