import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process as /proc shows it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** A letter: R running, S sleeping, T stopped, Z zombie. */
  readonly state: string;
  readonly commandLine: string;
}

/**
 * All processes that belong to the stack of a state folder, whoever their parent is: those that have it in their environment,
 * and PostgreSQL's, which has not, by the folder that it works in. Zombies have ended and are left out. Linux only.
 */
export function processesOf(stateDirectory: string): ProcessInfo[] {
  const environment = `ETL_STATE_DIR=${stateDirectory}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const belongs =
          `${readFileSync(`/proc/${name}/environ`, 'utf8')}\0`.includes(environment) ||
          `${readlinkSync(`/proc/${name}/cwd`)}/`.startsWith(`${stateDirectory}/`);
        const found = belongs ? processInfo(name) : undefined;
        return found && found.state !== 'Z' ? [found] : [];
      } catch {
        return []; // It ended while we looked, or is another user's.
      }
    });
}

/** Those that are `root` or below it. */
export function treeOf(processes: readonly ProcessInfo[], root: number): ProcessInfo[] {
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    if (pid === root) {
      return true;
    }
    const parent = parents.get(pid);
    return parent !== undefined && isBelow(parent);
  };
  return processes.filter(({ pid }) => isBelow(pid));
}

/** Kills all processes of a stack, and waits until they are gone. */
export async function killAll(stateDirectory: string): Promise<void> {
  for (let left = processesOf(stateDirectory); left.length > 0; left = processesOf(stateDirectory)) {
    for (const { pid } of left) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    await delay(50);
  }
}

function processInfo(pid: string): ProcessInfo {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // "pid (name) state parent ...": the name may hold brackets and spaces itself, so the last bracket counts.
  const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return { pid: Number(pid), parent: Number(parent), state, commandLine };
}
