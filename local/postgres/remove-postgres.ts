import { lstat, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BINARIES_COPY } from './binaries/binaries-copy.ts';
import { homeInside, markerFile, outerBase, type Place } from './place.ts';
import { secretsFile } from './secrets.ts';
import { stopLeftBehind } from './server/leftovers.ts';
import { serverLogFile } from './server/server-log.ts';

/**
 * Removes all that `startPostgres` ever made for a state directory, wherever it is, after stopping a server that still
 * runs. Other files of the state directory, and the directory, stay. Nothing there is fine.
 */
export async function removePostgres(directory: string): Promise<void> {
  const stateDir = await realpath(directory).catch(() => resolve(directory));
  const outer = outerBase(stateDir);
  await removeHome(homeInside(stateDir));
  for (const name of await namesIn(outer)) {
    await removeHome(join(outer, name, 'postgres'));
  }
  const copies = (await namesIn(stateDir)).filter((name) => name.startsWith(BINARIES_COPY));
  const log = serverLogFile(stateDir);
  const files = [log, `${log}.1`, secretsFile(stateDir), markerFile(stateDir)];
  for (const path of [...files, ...copies.map((name) => join(stateDir, name)), outer]) {
    await rm(path, { recursive: true, force: true });
  }
}

/**
 * Removes what earlier state directories of the same path left outside when they were removed: databases that nobody
 * has the passwords of. Their servers are stopped first.
 */
export async function removeAbandonedHomes(place: Place): Promise<void> {
  if (place.base === place.stateDir) {
    return;
  }
  const ours = dirname(place.home);
  for (const name of await namesIn(place.base)) {
    const path = join(place.base, name);
    if (path !== ours && !name.startsWith(BINARIES_COPY)) {
      await removeHome(join(path, 'postgres'));
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function removeHome(home: string): Promise<void> {
  await stopLeftBehind(join(home, 'data'));
  await rm(home, { recursive: true, force: true });
}

/** What is in a directory of ours; nothing when it is absent or somebody else's. */
async function namesIn(directory: string): Promise<string[]> {
  const found = await lstat(directory).catch(() => undefined);
  const trusted = found?.isDirectory() === true && found.uid === process.getuid?.();
  return trusted ? await readdir(directory) : [];
}
