import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removePostgres } from '../../../local/postgres/remove-postgres.ts';
import { type RunningPostgres, startPostgres } from '../../../local/postgres/start-postgres.ts';
import { freePort } from '../../free-port.ts';
import { makeRunDirectory, removeRunDirectory } from '../run-directory.ts';

/** Whether these tests run as root, which PostgreSQL must not. */
export const AS_ROOT = process.getuid?.() === 0;

/**
 * A directory for one test, removed after it.
 *
 * @param mode 0o755 lets every user in, 0o700 only ourselves.
 */
export async function temporaryDirectory(mode: number): Promise<string> {
  const directory = await makeRunDirectory(mode);
  onTestFinished(() => removeRunDirectory(directory));
  return directory;
}

/** A state directory that does not exist yet; after the test any server in it is stopped, and all is removed. */
export async function stateDirectory(options: { name?: string; parentMode?: number } = {}): Promise<string> {
  const stateDir = join(await temporaryDirectory(options.parentMode ?? 0o755), options.name ?? 'state');
  onTestFinished(() => removePostgres(stateDir));
  return stateDir;
}

/** Starts the server of a state directory on a free port; the test's end stops it. */
export async function start(stateDir: string, port?: number): Promise<RunningPostgres> {
  const server = await startPostgres({ stateDir, port: port ?? (await freePort()) });
  onTestFinished(() => server.stop());
  return server;
}
