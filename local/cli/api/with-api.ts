import { addressesOf, handlerEnvironment } from '../../stack/addresses.ts';
import { runningStack } from '../../stack/record.ts';
import type { Settings } from '../../stack/settings.ts';
import { type AskApi, overHttp } from './ask.ts';
import { withDatabase } from './database-for-now.ts';
import { ofHandlers } from './of-handlers.ts';

/**
 * Lets a command that only reads the history ask the API: that of the running stack, or, without one, the functions
 * themselves, over a database that is started for the moment.
 *
 * @param read returns the exit code
 */
export async function withApi(
  projectDir: string,
  settings: Settings,
  read: (ask: AskApi) => Promise<number>,
): Promise<number> {
  const running = await runningStack(settings.stateDir);
  if (running?.addresses) {
    return await read(overHttp(running.addresses.api, running.settings.handlers.API_KEY));
  }
  return await withDatabase(projectDir, settings, async (database) => {
    const environment = handlerEnvironment(settings, addressesOf(settings, database));
    // Nobody has to show a key to themselves, and log lines would stand between the rows.
    return await read(ofHandlers(projectDir, { ...environment, API_KEY: '', LOG_LEVEL: 'silent' }));
  });
}
