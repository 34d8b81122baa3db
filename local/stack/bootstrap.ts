import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Addresses } from './addresses.ts';
import { UsageError } from './settings.ts';

const run = promisify(execFile);

/**
 * Lets the handlers' own code judge the settings that are handed on to it, before anything is started: a wrong
 * one would turn every answer into a 500.
 *
 * @throws UsageError naming every unusable setting
 */
export async function checkHandlerSettings(
  projectDir: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const script = join(projectDir, 'dist/scripts/settings.js');
  try {
    await run(process.execPath, [script], { env: { ...process.env, ...environment } });
  } catch (error) {
    throw new UsageError((error as { stderr?: string }).stderr?.trim() || String(error));
  }
}

/**
 * Makes roles and schema in the database, by the same program that the containers run once before the API.
 *
 * @throws Error with the program's own line
 */
export async function bootstrap(
  projectDir: string,
  { database }: Pick<Addresses, 'database'>,
): Promise<void> {
  const environment = {
    ADMIN_DATABASE_URL: database.admin,
    DATABASE_URL: database.owner,
    DATABASE_READ_URL: database.reader,
  };
  try {
    await run(process.execPath, [join(projectDir, 'dist/scripts/bootstrap.js')], {
      env: { ...process.env, ...environment },
    });
  } catch (error) {
    throw new Error((error as { stderr?: string }).stderr?.trim() || String(error));
  }
}
