import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replaceFile } from '../files/durable-file.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { commandLineOf } from '../processes/process-info.ts';

/** Airflow's processes, as they are called on its command line. */
export const PARTS = ['api-server', 'dag-processor', 'scheduler'] as const;
export type PartName = (typeof PARTS)[number];

export interface RunningParts {
  /** Resolves with the name of the part that ended by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;
const ARGUMENTS: Readonly<Record<PartName, readonly string[]>> = {
  'api-server': [],
  'dag-processor': [],
  // It would serve task logs on a port of its own; the API server reads them from the disk.
  scheduler: ['--skip-serve-logs'],
};

const pidsFile = (home: string) => join(home, 'pids.json');

/** Starts all parts, each with a log file `<home>/<part>.log` and a process group of its own. */
export async function startParts(
  programs: string,
  home: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningParts> {
  const children = PARTS.map((part) => {
    const log = openSync(join(home, `${part}.log`), 'w', 0o600);
    return spawn(join(programs, 'airflow'), [part, ...ARGUMENTS[part]], {
      env: { ...process.env, ...environment, PATH: `${programs}:${process.env['PATH']}` },
      stdio: ['ignore', log, log],
      detached: true,
    });
  });
  const pids = children.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  await replaceFile(pidsFile(home), JSON.stringify(pids));
  return {
    broken: Promise.race(children.map((child, index) => ended(child, PARTS[index] as PartName, home))),
    stop: async () => {
      await Promise.all(pids.map(stopGroup));
      await rm(pidsFile(home), { force: true });
    },
  };
}

/** Ends the process groups that a killed predecessor left running. Returns how many there were. */
export async function stopLeftParts(home: string): Promise<number> {
  const text = await readIfThere(pidsFile(home));
  const pids = text === undefined ? [] : (JSON.parse(text) as number[]);
  const left: number[] = [];
  for (const pid of pids) {
    // The id may be somebody else's by now. Airflow's processes keep its name in their titles.
    if (((await commandLineOf(pid)) ?? '').includes('airflow')) {
      left.push(pid);
    }
  }
  await Promise.all(left.map(stopGroup));
  await rm(pidsFile(home), { force: true });
  return left.length;
}

async function ended(child: ChildProcess, part: PartName, home: string): Promise<string> {
  await once(child, 'exit');
  return `Airflow's ${part} (its log is ${join(home, `${part}.log`)})`;
}

/** Ends a process with all that it has forked, such as the executor's workers. */
async function stopGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  for (const deadline = performance.now() + GRACE_MS; performance.now() < deadline; await delay(50)) {
    if (!signalGroup(pid, 0)) {
      return;
    }
  }
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
