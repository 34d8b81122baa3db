import { constants } from 'node:fs';
import { readFile, readlink, writeFile } from 'node:fs/promises';
import {
  allProcesses,
  commandLineOf,
  processIdIsTaken,
  processIsAlive,
} from '../../processes/process-info.ts';
import { stopProcess } from '../../processes/stop-process.ts';
import { postmasterFile, readPostmasterFile } from './postmaster-file.ts';
import { runsDataDirectory } from './server-settings.ts';

/** Fast shutdown: sessions are ended, data are written. Immediate after 10 s; recovery repairs that at the next start. */
export const FAST_SHUTDOWN = { signal: 'SIGINT', secondSignal: 'SIGQUIT', graceMs: 10_000 } as const;

/**
 * Ends what a killed predecessor left of the server of a data directory, and makes sure that a stale process id does
 * not hinder the next start.
 *
 * @returns the id of the server that was stopped; undefined when there was none.
 */
export async function stopLeftBehind(dataDir: string): Promise<number | undefined> {
  const found = await readPostmasterFile(dataDir);
  if (found === undefined) {
    return undefined;
  }
  const isOurs =
    processIsAlive(found.pid) && runsDataDirectory((await commandLineOf(found.pid)) ?? '', dataDir);
  if (isOurs) {
    await stopProcess(found.pid, FAST_SHUTDOWN);
  }
  const left = await readPostmasterFile(dataDir);
  if (left !== undefined && processIdIsTaken(left.pid)) {
    await disownProcessId(dataDir);
  }
  await stopOrphans(dataDir);
  return isOurs ? found.pid : undefined;
}

/**
 * Ends servers of this data directory that its files do not tell of: the directory was removed while they ran. The
 * process list shows them.
 */
export async function stopForgotten(dataDir: string): Promise<number[]> {
  const processes = await allProcesses();
  const forgotten = processes
    .filter(({ commandLine }) => runsDataDirectory(commandLine, dataDir))
    .map(({ pid }) => pid);
  await Promise.all(forgotten.map((pid) => stopProcess(pid, FAST_SHUTDOWN)));
  return forgotten;
}

/**
 * The id in the file now belongs to a program that is none of ours, or to a killed server that nobody has collected yet
 * (a zombie), and PostgreSQL would take either for a running server. The file must not be removed, as its last lines are what keeps two servers off the same memory; PostgreSQL
 * passes over the id of its own parent (CreateLockFile in miscinit.c), which is this process.
 */
async function disownProcessId(dataDir: string): Promise<void> {
  const path = postmasterFile(dataDir);
  const lines = (await readFile(path, 'utf8')).split('\n');
  // Never through a link: as root we write into a directory of another user here.
  const flag = constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW;
  await writeFile(path, [process.pid, ...lines.slice(1)].join('\n'), { flag });
}

/**
 * Ends the sessions that a killed server leaves behind for a moment; PostgreSQL does not start while one of them still
 * has the old server's memory. They run in the data directory, under titles that begin with "postgres: ". Linux only:
 * elsewhere they are waited for.
 */
export async function stopOrphans(dataDir: string): Promise<void> {
  const sessions = (await allProcesses()).filter(({ commandLine }) => commandLine.startsWith('postgres: '));
  await Promise.all(
    sessions.map(async ({ pid }) => {
      if ((await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === dataDir) {
        await stopProcess(pid, { signal: 'SIGQUIT', graceMs: 5_000 });
      }
    }),
  );
}
