import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { PortInUseError } from '../../processes/port-in-use-error.ts';
import { stopProcess } from '../../processes/stop-process.ts';
import type { Binaries } from '../binaries/binaries.ts';
import { PostgresStartError } from '../errors.ts';
import type { Place } from '../place.ts';
import { FAST_SHUTDOWN, stopOrphans } from './leftovers.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { openServerLog, serverLogFile } from './server-log.ts';
import { serverArguments, serverEnvironment } from './server-settings.ts';

/** How a process ended: one of the two is null. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server that accepts connections. */
export interface ServerProcess {
  child: ChildProcess;
  exited: Promise<Exit>;
}

export interface ServerAddress {
  host: string;
  port: number;
  /** The name of the setting that moves the port, for the error message. */
  settingName: string;
}

const POLL_MS = 10;
/** Recovery after a crash replays at most some GB of log; a server that takes longer is given up. */
const READY_TIMEOUT_MS = 180_000;
/** How long sessions of a killed predecessor may hold its memory. */
const OLD_MEMORY_TIMEOUT_MS = 10_000;
const OLD_MEMORY = 'pre-existing shared memory block';
const ADDRESS_IN_USE = /Address already in use|could not create any TCP\/IP sockets/;

/**
 * Starts `postgres` in a session of its own (Ctrl-C in the terminal must not reach it before the supervisor has stopped
 * what uses it), and returns once it accepts connections.
 *
 * @throws PortInUseError when somebody took the port; PostgresStartError when it ends, or is not ready after 180 s.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  address: ServerAddress,
): Promise<ServerProcess> {
  const giveUpAt = performance.now() + OLD_MEMORY_TIMEOUT_MS;
  const logPath = serverLogFile(place.stateDir);
  for (;;) {
    const log = await openServerLog(logPath);
    try {
      const server = spawnServer(place, binaries, address, log.fd);
      if (await becameReady(server, place.dataDir)) {
        return server;
      }
      const said = await log.said();
      if (!said.includes(OLD_MEMORY) || performance.now() > giveUpAt) {
        throw startError(said, address, logPath);
      }
    } finally {
      await log.close();
    }
    await stopOrphans(place.dataDir);
    await delay(100);
  }
}

function spawnServer(place: Place, binaries: Binaries, address: ServerAddress, logFd: number): ServerProcess {
  const child = spawn(binaries.postgres, serverArguments(place.dataDir, address.host, address.port), {
    ...place.user,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', logFd, logFd],
  });
  return { child, exited: exitOf(child) };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    // It never started: the log says nothing then, and the reason is rare enough (no memory, no processes left).
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

/** False when it ended before. */
async function becameReady({ child, exited }: ServerProcess, dataDir: string): Promise<boolean> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  const ended = exited.then(() => 'ended' as const);
  while (performance.now() < deadline) {
    const file = await readPostmasterFile(dataDir);
    if (file?.pid === child.pid && file?.ready === true) {
      return true;
    }
    if ((await Promise.race([ended, delay(POLL_MS)])) === 'ended') {
      return false;
    }
  }
  await stopProcess(child, FAST_SHUTDOWN);
  return false;
}

function startError(said: string, address: ServerAddress, logPath: string): Error {
  if (ADDRESS_IN_USE.test(said)) {
    return new PortInUseError(address.port, address.settingName);
  }
  const reason = said.match(/(?:FATAL|PANIC): +(.*)/)?.[1] ?? 'no reason given';
  return new PostgresStartError(`PostgreSQL did not start: ${reason} (${logPath})`);
}
