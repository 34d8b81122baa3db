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
 * @param options `anyModel` takes a database of another model, too, for whoever only reads
 * @throws UsageError when the database belongs to another model than dist/; Error with the program's own line
 */
export async function bootstrap(
  projectDir: string,
  { database }: Pick<Addresses, 'database'>,
  { anyModel = false } = {},
): Promise<void> {
  const environment = {
    ADMIN_DATABASE_URL: database.admin,
    DATABASE_URL: database.owner,
    DATABASE_READ_URL: database.reader,
  };
  try {
    const args = [join(projectDir, 'dist/scripts/bootstrap.js'), ...(anyModel ? ['--any-model'] : [])];
    await run(process.execPath, args, { env: { ...process.env, ...environment } });
  } catch (error) {
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string };
    const text = stderr?.trim() || String(error);
    throw code === 2 ? new UsageError(text, 'docs/own-data.md has more about models.') : new Error(text);
  }
}
