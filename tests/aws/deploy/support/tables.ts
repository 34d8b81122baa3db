import { parse } from 'csv-parse/sync';
import { makePlace, removePlace, run } from '../../../e2e/support/project.ts';
import { withSession } from '../../../real-stack/session.ts';

/** All columns of the result as texts, so that both ways to read it give the same. */
const COLUMNS = [
  ...['user_id', 'name', 'email', 'signup_date', 'days_since_signup'],
  ...['experiments_count', 'experiment_run_time', 'as_of'],
];
const ROWS = `SELECT ${COLUMNS.map((name) => `coalesce(${name}::text, '-') AS ${name}`).join(', ')}
  FROM public.users_derivation ORDER BY user_id`;

/** Rows of the table of the result, as texts. */
export type Rows = readonly Readonly<Record<string, string>>[];

/** The table of a database, in order. @param adminUrl the superuser's address */
export async function rowsOf(adminUrl: string): Promise<Rows> {
  return await withSession(adminUrl, (session) => session.rows<Record<string, string>>(ROWS, [], 60_000));
}

/** Empties the table, so that a run has to make all of it. */
export async function emptyTable(adminUrl: string): Promise<void> {
  await withSession(adminUrl, (session) => session.rows('TRUNCATE public.users_derivation'));
}

/**
 * The table that a run of the local stack makes of a folder: `./run.sh etl --data FOLDER`, in a database of its own.
 *
 * @param asOf YYYY-MM-DD, to which the run counts days
 */
export async function rowsOfFolderRun(folder: string, asOf: string): Promise<Rows> {
  const place = await makePlace();
  try {
    const etl = await run(['etl', '--data', folder, '--as-of', asOf, '--accept-deletes'], place.settings);
    const { code, stdout, stderr } = await run(['sql', ROWS], place.settings);
    if (etl.code !== 0 || code !== 0) {
      throw new Error(`the run over the folder failed: ${etl.stderr}${stderr}`);
    }
    return parse<Record<string, string>>(stdout, { columns: true });
  } finally {
    await removePlace(place);
  }
}
