import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const PS_TIMEOUT_MS = 5_000;

/**
 * Tells whether a process with this id runs, whoever owns it. A zombie does not: it has ended and only waits for
 * a parent that may never ask (process 1 of many containers), so waiting for it to go could take for ever.
 */
export function processIsAlive(pid: number): boolean {
  return processIdIsTaken(pid) && !isZombie(pid);
}

/** Tells whether an id is in use, by a zombie too: what a program learns that asks the kernel with `kill(pid, 0)`. */
export function processIdIsTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux only: elsewhere process 1 collects every orphan. */
function isZombie(pid: number): boolean {
  try {
    // "pid (name) state ...": the name may hold brackets and spaces itself, so the last bracket counts.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

/**
 * The command line of a process, its arguments separated by single spaces; undefined when there is no such
 * process or it has none (zombies, kernel threads). From /proc on Linux (slim containers have no ps), from ps elsewhere.
 */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  const text = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  return text === '' ? undefined : text;
}

/** All processes that we may see and that have a command line, with their ids and command lines. */
export async function allProcesses(): Promise<{ pid: number; commandLine: string }[]> {
  return process.platform === 'linux' ? await allFromProc() : await allFromPs();
}

async function allFromProc(): Promise<{ pid: number; commandLine: string }[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid));
  const found = await Promise.all(pids.map(async (pid) => ({ pid, commandLine: await fromProc(pid) })));
  return found.filter(({ commandLine }) => commandLine !== '');
}

async function allFromPs(): Promise<{ pid: number; commandLine: string }[]> {
  const options = { maxBuffer: 64 * 1024 * 1024, timeout: PS_TIMEOUT_MS };
  const { stdout } = await run('ps', ['-Awwo', 'pid=,command='], options);
  return [...stdout.matchAll(/^ *(\d+) +(.*)$/gm)].map(([, pid, commandLine = '']) => ({
    pid: Number(pid),
    commandLine,
  }));
}

async function fromProc(pid: number): Promise<string> {
  try {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return raw.replace(/\0+$/, '').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

async function fromPs(pid: number): Promise<string> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      timeout: PS_TIMEOUT_MS,
    });
    return stdout.trim();
  } catch {
    return '';
  }
}
