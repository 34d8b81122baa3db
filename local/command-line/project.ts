import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteLocation } from '../stack/location.ts';

/** The folder of the project. */
export const PROJECT_DIR = join(import.meta.dirname, '../..');

/** The environment that run.sh was called with, without what .env adds to it. */
export const CALLER_ENVIRONMENT: Readonly<Record<string, string | undefined>> = { ...process.env };

/** Adds the settings of the project's .env to the environment, where that has not got them. */
export function loadEnvFile(): void {
  const file = join(PROJECT_DIR, '.env');
  if (existsSync(file)) {
    process.loadEnvFile(file);
  }
}

/**
 * Makes dist/ for the model that the environment or .env names, unless it is there already.
 *
 * @throws ModelError when there is no such model, or when it can't be built
 */
export async function build(): Promise<void> {
  loadEnvFile();
  const { ensureBuilt } = await import('../../bundling/fresh/ensure-built.ts');
  await ensureBuilt(PROJECT_DIR);
}

/** A path of the command line as an absolute one: it is relative to where run.sh was called, not to the project. A URI is no path. */
export function callerPath(path: string): string {
  return absoluteLocation(process.env['ETL_CALLER_DIR'] ?? '.', path);
}
