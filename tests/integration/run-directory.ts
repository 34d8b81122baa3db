import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres } from '../../local/postgres/remove-postgres.ts';
import { processIsAlive } from '../../local/processes/process-info.ts';

/** Followed by the id of the process that uses it, so that what a killed run left can be told from what is in use. */
const PREFIX = 'etl-pipeline-integration-';

/**
 * A new temporary directory of this test run. It may be a state directory, or hold some.
 *
 * @param mode 0o755 lets every user in, 0o700 only ourselves.
 */
export async function makeRunDirectory(mode: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(directory, mode);
  return directory;
}

/** Removes a directory of `makeRunDirectory`, and any server that runs in it or in a directory of it. */
export async function removeRunDirectory(directory: string): Promise<void> {
  const inner = (await readdir(directory).catch(() => [])).map((name) => join(directory, name));
  for (const stateDir of [directory, ...inner]) {
    await removePostgres(stateDir);
  }
  await rm(directory, { recursive: true, force: true });
}

/** Removes what test runs left that were killed. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : process.pid;
    if (pid !== process.pid && !processIsAlive(pid)) {
      // One that cannot be removed belongs to another user's run: no reason not to test.
      await removeRunDirectory(join(tmpdir(), name)).catch(() => undefined);
    }
  }
}
