/** Between the fields of a row's text, and between rows: characters that no test data has. */
export const FIELD_SEPARATOR = '\u001f';
export const ROW_SEPARATOR = '\n';

/** What a reader sees of the table in one statement: the number of rows, and the MD5 of all of them in order. */
export interface Digest {
  readonly rows: number;
  readonly md5: string;
}

const COLUMNS = [
  'user_id',
  'name',
  'email',
  'signup_date',
  'days_since_signup',
  'experiments_count',
  'experiment_run_time',
  'as_of',
];

const ROW_TEXT = `format('${COLUMNS.map(() => '%s').join(FIELD_SEPARATOR)}', ${COLUMNS.join(', ')})`;

/** Answers with one row: a Digest. */
export const DIGEST_STATEMENT = `
  SELECT count(*)::integer AS rows, md5(coalesce(string_agg(${ROW_TEXT}, E'\\n' ORDER BY user_id), '')) AS md5
  FROM public.users_derivation`;

/** Answers with the text of every row, in ascending order of the users. */
export const ROWS_STATEMENT = `SELECT ${ROW_TEXT} AS text FROM public.users_derivation ORDER BY user_id`;

/** The first place where two tables differ, in words; undefined when they are the same, row by row. */
export function tableDifference(expected: readonly string[], found: readonly string[]): string | undefined {
  const at = expected.findIndex((row, index) => row !== found[index]);
  if (at === -1 && found.length === expected.length) {
    return undefined;
  }
  const place = at === -1 ? expected.length : at;
  const [wanted, seen] = [expected[place], found[place]].map((row) => row?.replaceAll(FIELD_SEPARATOR, '|'));
  return `${found.length} rows instead of ${expected.length}; row ${place} is ${seen ?? 'missing'} instead of ${wanted ?? 'missing'}`;
}
