import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { processIsAlive } from '../processes/process-info.ts';
import type { Binaries } from './binaries/binaries.ts';
import { PostgresStartError, StateDirectoryError } from './errors.ts';
import type { Place } from './place.ts';
import { serverEnvironment } from './server/server-settings.ts';
import type { OtherUser } from './server/server-user.ts';

const run = promisify(execFile);

/** The name of PostgreSQL's superuser. */
export const ADMIN_ROLE = 'postgres';

/** Slow disks and emulated processors included: initdb takes about a second. */
const INITDB_TIMEOUT_MS = 120_000;

/**
 * Makes the data directory unless it is there. initdb works aside and its result is renamed into place, so that the
 * data directory is complete from the moment it exists, whenever we are killed.
 *
 * UTF-8, sorted by code point on every platform alike (PostgreSQL's own C.UTF-8), passwords as scram-sha-256, no
 * logins without one.
 *
 * @param version of the binaries; its major number must be that of existing data.
 * @returns true when it was made now.
 * @throws PostgresStartError when initdb fails; StateDirectoryError when the data are those of another version.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  version: string,
  adminPassword: string,
): Promise<boolean> {
  if (existsSync(place.dataDir)) {
    await checkVersion(place.dataDir, version);
    return false;
  }
  await removeHalfMade(place.home);
  const workspace = join(place.home, `initdb-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${workspace}.password`;
  try {
    await writeForUser(passwordFile, adminPassword, place.user);
    await initdb(binaries, workspace, passwordFile, place.user);
    return await moveIntoPlace(workspace, place.dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(workspace, { recursive: true, force: true });
  }
}

async function checkVersion(dataDir: string, version: string): Promise<void> {
  const found = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  const wanted = version.split('.')[0];
  if (found !== wanted) {
    throw new StateDirectoryError(
      `${dataDir} was made by PostgreSQL ${found}, but this is PostgreSQL ${wanted}: remove it (./run.sh reset).`,
    );
  }
}

/** What predecessors that were killed during initdb left; that of one which still runs stays. */
async function removeHalfMade(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(/^initdb-(\d+)-/.exec(name)?.[1]);
    if (Number.isInteger(pid) && !processIsAlive(pid)) {
      // An initdb outlives us for a moment and goes on writing; what cannot be removed now goes next time.
      await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function writeForUser(path: string, text: string, user: OtherUser | undefined): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    if (user !== undefined) {
      await handle.chown(user.uid, user.gid);
    }
  } finally {
    await handle.close();
  }
}

async function initdb(
  binaries: Binaries,
  directory: string,
  passwordFile: string,
  user: OtherUser | undefined,
): Promise<void> {
  const options = [
    `--pgdata=${directory}`,
    `--username=${ADMIN_ROLE}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  try {
    await run(binaries.initdb, options, {
      ...user,
      cwd: '/',
      env: serverEnvironment(),
      timeout: INITDB_TIMEOUT_MS,
    });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new PostgresStartError(`initdb failed: ${stderr.trim() || message}`, { cause: error });
  }
}

async function moveIntoPlace(workspace: string, dataDir: string): Promise<boolean> {
  try {
    await rename(workspace, dataDir);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Somebody who started at the same time was faster, with the same password.
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}
