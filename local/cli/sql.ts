import { once } from 'node:events';
import postgres from 'postgres';
import { terminalWidth } from '../../terminal/lines/width.ts';
import { say } from '../../terminal/output.ts';
import { runningStack } from '../stack/record.ts';
import { type Settings, UsageError } from '../stack/settings.ts';
import { withDatabase } from './api/database-for-now.ts';
import { sqlError } from './sql-error.ts';
import { csvRows } from './tables/csv-rows.ts';
import { rowBlocks } from './tables/row-blocks.ts';

/** Stands in front of the statement. */
const COPY = 'COPY (';

/**
 * `./run.sh sql QUERY`: its rows as CSV on stdout, on a terminal as a table. It reads as the role etl_reader, which can't
 * change anything.
 */
export async function sql(projectDir: string, settings: Settings, query: string): Promise<number> {
  const statement = query.trim().replace(/;+$/, '');
  if (statement === '') {
    throw new UsageError('The query is empty.', 'See ./run.sh sql --help');
  }
  const running = await runningStack(settings.stateDir);
  if (running?.addresses) {
    return await printRows(running.addresses.database.reader, statement);
  }
  return await withDatabase(projectDir, settings, ({ reader }) => printRows(reader, statement));
}

/** False when stdout takes no more: its reader has seen enough, or the disk is full, which is told at the end. */
function takesMore(): Promise<boolean> {
  return once(process.stdout, 'drain').then(
    () => true,
    () => false,
  );
}

async function printRows(url: string, statement: string): Promise<number> {
  const database = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    // Postgres knows best how its values look as CSV.
    const rows = await database.unsafe(`${COPY}${statement}\n) TO STDOUT (FORMAT csv, HEADER)`).readable();
    const width = terminalWidth(process.stdout);
    // Programs get the bytes as they are.
    const shown = width === undefined ? rows : rowBlocks(csvRows(rows), width);
    for await (const chunk of shown) {
      if (!process.stdout.write(chunk) && !(await takesMore())) {
        break;
      }
    }
    return 0;
  } catch (error) {
    const tables = () => tablesOf(database);
    const text = await sqlError(error, { statement, before: COPY.length, tables });
    say(`sql: ${text}`.split('\n'), 'red');
    return 1;
  } finally {
    await database.end({ timeout: 5 });
  }
}

/** All tables that a query may name, those of the result without their schema. */
async function tablesOf(database: postgres.Sql): Promise<readonly string[]> {
  const tables = await database<{ schema: string; name: string }[]>`
    SELECT schemaname AS schema, tablename AS name FROM pg_tables
    WHERE schemaname IN ('public', 'etl') ORDER BY schemaname DESC, tablename`;
  return tables.map(({ schema, name }) => (schema === 'public' ? name : `${schema}.${name}`));
}
