import { once } from 'node:events';
import postgres from 'postgres';
import { say } from '../../terminal/output.ts';
import { describeError } from '../files/disk-full.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { databaseUrls } from '../stack/addresses.ts';
import { bootstrap } from '../stack/bootstrap.ts';
import { claimStateDir, releaseStateDir, runningStack } from '../stack/record.ts';
import { type Settings, UsageError } from '../stack/settings.ts';
import { crash } from './crash.ts';
import { stopSignal } from './stop-signal.ts';
import { visibleCsv } from './tables/visible-csv.ts';

/** `./run.sh sql QUERY`: its rows as CSV on stdout, read as the role etl_reader, which can't change anything. */
export async function sql(projectDir: string, settings: Settings, query: string): Promise<number> {
  const statement = query.trim().replace(/;+$/, '');
  if (statement === '') {
    throw new UsageError('The query is empty.');
  }
  const running = await runningStack(settings.stateDir);
  if (running?.addresses) {
    return await printRows(running.addresses.database.reader, statement);
  }

  // Not beside a stack that is running, which needs nothing of it and may be of another model.
  await import('../../build.ts');
  const cut = Promise.race([stopSignal().then((signal) => `Interrupted (${signal})`), crash()]);
  await claimStateDir(settings, say);
  try {
    const server = await startPostgres({ stateDir: settings.stateDir, port: settings.postgresPort });
    try {
      const database = databaseUrls(server);
      await bootstrap(projectDir, { database }, { anyModel: true });
      return await Promise.race([
        printRows(database.reader, statement),
        cut.then((reason) => {
          say([reason, 'Stopping …'].flat(), 'red');
          return 1;
        }),
      ]);
    } finally {
      await server.stop();
    }
  } finally {
    await releaseStateDir(settings.stateDir);
  }
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
    const rows = await database.unsafe(`COPY (${statement}\n) TO STDOUT (FORMAT csv, HEADER)`).readable();
    // Programs get the bytes as they are.
    const shown = process.stdout.isTTY ? visibleCsv(rows) : rows;
    for await (const chunk of shown) {
      if (!process.stdout.write(chunk as Buffer | string) && !(await takesMore())) {
        break;
      }
    }
    return 0;
  } catch (error) {
    say(`sql: ${describeError(error)}`, 'red');
    return 1;
  } finally {
    await database.end({ timeout: 5 });
  }
}
