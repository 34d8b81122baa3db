import { once } from 'node:events';
import postgres from 'postgres';
import { say } from '../../terminal/output.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { databaseUrls } from '../stack/addresses.ts';
import { bootstrap } from '../stack/bootstrap.ts';
import { claimStateDir, releaseStateDir, runningStack } from '../stack/record.ts';
import { type Settings, UsageError } from '../stack/settings.ts';
import { visibleCsv } from './visible-csv.ts';

/** `./run.sh sql QUERY`: its rows as CSV on stdout, read as the role etl_reader, which can't change anything. */
export async function sql(projectDir: string, settings: Settings, query: string): Promise<number> {
  const statement = query.trim().replace(/;+$/, '');
  if (statement === '') throw new UsageError('The query is empty.');
  const running = await runningStack(settings.stateDir);
  if (running?.addresses) return await printRows(running.addresses.database.reader, statement);

  await claimStateDir(settings, say);
  try {
    const server = await startPostgres({ stateDir: settings.stateDir, port: settings.postgresPort });
    try {
      const database = databaseUrls(server);
      await bootstrap(projectDir, { database });
      return await printRows(database.reader, statement);
    } finally {
      await server.stop();
    }
  } finally {
    await releaseStateDir(settings.stateDir);
  }
}

async function printRows(url: string, statement: string): Promise<number> {
  const database = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    // Postgres knows best how its values look as CSV.
    const rows = await database.unsafe(`COPY (${statement}\n) TO STDOUT (FORMAT csv, HEADER)`).readable();
    // Programs get the bytes as they are.
    const shown = process.stdout.isTTY ? visibleCsv(rows) : rows;
    for await (const chunk of shown) {
      if (!process.stdout.write(chunk as Buffer | string)) await once(process.stdout, 'drain');
    }
    return 0;
  } catch (error) {
    say(`sql: ${(error as Error).message}`, 'red');
    return 1;
  } finally {
    await database.end({ timeout: 5 });
  }
}
