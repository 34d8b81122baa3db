import { say } from '../../../terminal/output.ts';
import { build } from '../../command-line/project.ts';
import { startPostgres } from '../../postgres/start-postgres.ts';
import { databaseUrls } from '../../stack/addresses.ts';
import { bootstrap } from '../../stack/bootstrap.ts';
import { claimStateDir, releaseStateDir } from '../../stack/record.ts';
import type { Settings } from '../../stack/settings.ts';
import { crash } from '../crash.ts';
import { stopSignal } from '../stop-signal.ts';

/**
 * Starts the database of a state folder for a command that only reads, and stops it afterwards.
 *
 * @param read given its addresses; returns the exit code
 * @returns that exit code, or 1 when the command was interrupted
 * @throws StackRunningError when a stack is starting there, and what starting Postgres throws
 */
export async function withDatabase(
  projectDir: string,
  settings: Settings,
  read: (database: ReturnType<typeof databaseUrls>) => Promise<number>,
): Promise<number> {
  // Not beside a stack that is running, which needs nothing of it and may be of another model.
  await build();
  const cut = Promise.race([stopSignal().then((signal) => `Interrupted (${signal})`), crash()]);
  await claimStateDir(settings, say);
  try {
    const server = await startPostgres({ stateDir: settings.stateDir, port: settings.postgresPort });
    try {
      const database = databaseUrls(server);
      await bootstrap(projectDir, { database }, { anyModel: true });
      return await Promise.race([
        read(database),
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
