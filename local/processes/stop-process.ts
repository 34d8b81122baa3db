import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { processIsAlive } from './process-info.ts';

/** How often a process that is not our child is looked at: only a parent is told of an exit. */
const POLL_MS = 20;
/** How long the kernel may take to remove a process after SIGKILL, before we give up on it. */
const KILL_WAIT_MS = 10_000;

export interface StopOptions {
  /** The signal that asks for an orderly end; SIGTERM unless told. */
  signal?: NodeJS.Signals;
  /** What follows when the grace is over; SIGKILL unless told. SIGKILL always follows that. */
  secondSignal?: NodeJS.Signals;
  /** How long each signal before SIGKILL is given, in milliseconds; 10,000 unless told. */
  graceMs?: number;
}

/** A process outlived SIGKILL (it hangs in the kernel), or it may not be signalled by us. */
export class ProcessWontStopError extends Error {
  override readonly name = 'ProcessWontStopError';
}

/**
 * Ends a process and returns once it is gone: asks with `signal`, waits, insists. A process that is gone
 * already is fine.
 *
 * @param target a child of this process, or the id of any process.
 * @throws ProcessWontStopError when it may not be signalled, or is still there 10 s after SIGKILL.
 */
export async function stopProcess(target: number | ChildProcess, options: StopOptions = {}): Promise<void> {
  const graceMs = options.graceMs ?? 10_000;
  const steps: [NodeJS.Signals, number][] = [[options.signal ?? 'SIGTERM', graceMs]];
  if (options.secondSignal !== undefined) {
    steps.push([options.secondSignal, graceMs]);
  }
  steps.push(['SIGKILL', KILL_WAIT_MS]);
  for (const [signal, waitMs] of steps) {
    if (await endedAfter(target, signal, waitMs)) {
      return;
    }
  }
  throw new ProcessWontStopError(`Process ${pidOf(target)} still runs after SIGKILL.`);
}

function pidOf(target: number | ChildProcess): number | undefined {
  return typeof target === 'number' ? target : target.pid;
}

function endedAfter(target: number | ChildProcess, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  return typeof target === 'number'
    ? strangerEndedAfter(target, signal, waitMs)
    : childEndedAfter(target, signal, waitMs);
}

async function strangerEndedAfter(pid: number, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      return true;
    }
    throw new ProcessWontStopError(`This user may not stop process ${pid}.`, { cause: error });
  }
  const deadline = performance.now() + waitMs;
  while (processIsAlive(pid)) {
    if (performance.now() >= deadline) {
      return false;
    }
    await delay(POLL_MS);
  }
  return true;
}

function childEndedAfter(child: ChildProcess, signal: NodeJS.Signals, waitMs: number): Promise<boolean> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const settle = (ended: boolean): void => {
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(ended);
    };
    const onExit = (): void => settle(true);
    const timer = setTimeout(() => settle(false), waitMs);
    child.once('exit', onExit);
    child.kill(signal);
  });
}
