import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeOnce } from '../files/durable-file.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { makeSafeDirectory } from './safe-directory.ts';
import { mayEnter, type OtherUser, serverUser } from './server/server-user.ts';

/** Not /tmp: what lies here survives a restart of the machine. */
const OUTER_PARENT = '/var/tmp';

/** Where one stack's PostgreSQL keeps its files, and who runs it. */
export interface Place {
  /** The state directory, its links resolved: passwords, log and marker are here. */
  stateDir: string;
  /**
   * Belongs to us, and the server's user can enter it: the state directory, or this stack's directory outside of it.
   * A copy of the binaries goes here when one is needed.
   */
  base: string;
  /** Belongs to the server's user alone (0700): the data directory, and what initdb has in the making. */
  home: string;
  /** PostgreSQL's data directory; exists once initdb has succeeded. */
  dataDir: string;
  /** The OS user PostgreSQL runs as; undefined is ourselves. */
  user: OtherUser | undefined;
}

/** Where the data are if the server's user can enter the state directory. */
export function homeInside(stateDir: string): string {
  return join(stateDir, 'postgres');
}

/** The file in the state directory that says where the data are when they are not in it. */
export function markerFile(stateDir: string): string {
  return join(stateDir, 'postgres-location');
}

/**
 * The directory outside of the state directory for a user who cannot enter that. Its name follows from the path, so
 * that stacks have one each, and one that was removed with its PostgreSQL still running is found again.
 *
 * @param stateDir with its links resolved.
 */
export function outerBase(stateDir: string): string {
  const hash = createHash('sha256').update(stateDir).digest('hex').slice(0, 16);
  return join(OUTER_PARENT, `etl-pipeline-${process.getuid?.() ?? 0}-${hash}`);
}

/**
 * Finds where this state directory's PostgreSQL lives and makes the directories. That is the state directory, unless
 * we are root and the user who runs PostgreSQL cannot enter it (below a 0700 /root, for example): then it is
 * `/var/tmp/etl-pipeline-<uid>-<hash of the path>/<id>`. The id is in a marker file in the state directory; when that
 * was removed, a new id makes sure that the data of the old one do not come back.
 *
 * @throws StateDirectoryError when one of the directories belongs to somebody else.
 */
export async function preparePlace(directory: string): Promise<Place> {
  await mkdir(directory, { recursive: true });
  const stateDir = await realpath(directory);
  const { base, home, user } = await locate(stateDir);
  if (base !== stateDir) {
    await makeSafeDirectory(base, 0o755, undefined);
    await makeSafeDirectory(dirname(home), 0o755, undefined);
  }
  await makeSafeDirectory(home, 0o700, user);
  return { stateDir, base, home, dataDir: join(home, 'data'), user };
}

async function locate(stateDir: string): Promise<Pick<Place, 'base' | 'home' | 'user'>> {
  const inside = homeInside(stateDir);
  if (process.getuid?.() !== 0) {
    return { base: stateDir, home: inside, user: undefined };
  }
  const base = outerBase(stateDir);
  const marked = await readMarker(stateDir, base);
  const user = await serverUser(marked ?? inside);
  if (marked !== undefined) {
    return { base, home: marked, user };
  }
  if (await mayEnter(user, stateDir)) {
    return { base: stateDir, home: inside, user };
  }
  return { base, home: await writeMarker(stateDir, base), user };
}

/** The marked home, unless the marker came with a copy of another stack's state directory. */
async function readMarker(stateDir: string, base: string): Promise<string | undefined> {
  const text = await readIfThere(markerFile(stateDir));
  const home = text?.trim();
  if (home === undefined || dirname(dirname(home)) === base) {
    return home;
  }
  await rm(markerFile(stateDir), { force: true });
  return undefined;
}

async function writeMarker(stateDir: string, base: string): Promise<string> {
  const home = join(base, randomBytes(4).toString('hex'), 'postgres');
  return (await writeOnce(markerFile(stateDir), `${home}\n`, 0o644)).trim();
}
