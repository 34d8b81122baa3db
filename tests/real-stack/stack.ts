import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from './place.ts';
import { withSession } from './session.ts';

const START_MS = 120_000;
const STOP_MS = 30_000;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A stack in a process of its own, as `./run.sh` starts it. */
export interface Stack {
  readonly supervisor: number;
  readonly server: number;
  readonly postmaster: number;
  /** PostgreSQL's data, as the server names them. */
  readonly postgresDirectory: string;
  readonly adminUrl: string;
  /** Undefined while it runs. */
  ending(): Ending | undefined;
  /** Resolves with whether it has ended within so many milliseconds. */
  endsWithin(ms: number): Promise<boolean>;
  /** Ctrl-C. Returns whether that was enough within 30 s; if not, it was killed. */
  stop(): Promise<boolean>;
}

interface Addresses {
  readonly database: { readonly admin: string };
}
interface StackRecord {
  readonly apiPid: number;
  readonly addresses?: Addresses;
}

/**
 * Starts `./run.sh` and waits until all of it answers.
 *
 * @param logFile gets all that it prints
 * @throws Error when it ends or does not answer within two minutes; then nothing of it is left running
 */
export async function startStack(
  { project, environment, apiUrl, stateDirectory }: Place,
  logFile: string,
): Promise<Stack> {
  // A file and no pipe: what it prints must neither wait for us nor fail.
  const log = openSync(logFile, 'a');
  const child = spawn(join(project, 'run.sh'), [], {
    cwd: project,
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const life = watch(child);
  try {
    const { apiPid, adminUrl } = await ready(apiUrl, stateDirectory, life);
    if (child.pid === undefined) {
      throw new Error('it has no process');
    }
    return { supervisor: child.pid, server: apiPid, adminUrl, ...(await postgresOf(adminUrl)), ...life };
  } catch (error) {
    await life.stop();
    throw new Error(`the stack did not start, see ${logFile}: ${String(error)}`);
  }
}

function watch(child: ChildProcess): Pick<Stack, 'ending' | 'endsWithin' | 'stop'> {
  const ended = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
  const ending = () => {
    const { exitCode: code, signalCode: signal } = child;
    return code === null && signal === null ? undefined : { code, signal };
  };
  const endsWithin = async (ms: number) => {
    const timer = new AbortController();
    const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
    return await Promise.race([ended, late]).finally(() => timer.abort());
  };
  return {
    ending,
    endsWithin,
    async stop() {
      if (ending()) {
        return true;
      }
      child.kill('SIGINT');
      if (await endsWithin(STOP_MS)) {
        return true;
      }
      child.kill('SIGKILL');
      await ended;
      return false;
    },
  };
}

/** Waits until the stack answers and has written down where its parts are, which it does last. */
async function ready(
  apiUrl: string,
  stateDirectory: string,
  life: Pick<Stack, 'ending'>,
): Promise<{ readonly apiPid: number; readonly adminUrl: string }> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    if (await isHealthy(apiUrl)) {
      const { apiPid, addresses } = readRecord(stateDirectory);
      if (addresses !== undefined) {
        return { apiPid, adminUrl: addresses.database.admin };
      }
    }
    const ending = life.ending();
    if (ending) {
      throw new Error(`it ended with ${ending.code ?? ending.signal}`);
    }
    if (performance.now() > deadline) {
      throw new Error('it does not answer');
    }
    await delay(50);
  }
}

/** Whether a stack says that it and all that it needs are ready. */
export async function isHealthy(apiUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${apiUrl}/health`, { signal: AbortSignal.timeout(5_000) });
    await response.text();
    return response.ok;
  } catch {
    return false;
  }
}

/** What the stack has written down about itself. */
const readRecord = (stateDirectory: string) =>
  JSON.parse(readFileSync(join(stateDirectory, 'stack.json'), 'utf8')) as StackRecord;

async function postgresOf(adminUrl: string): Promise<Pick<Stack, 'postmaster' | 'postgresDirectory'>> {
  const [row] = await withSession(adminUrl, (session) =>
    session.rows<{ pid: number; directory: string }>(`
      SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer AS pid,
             current_setting('data_directory') AS directory`),
  );
  if (!row) {
    throw new Error('PostgreSQL does not say which process it is');
  }
  return { postmaster: row.pid, postgresDirectory: row.directory };
}
