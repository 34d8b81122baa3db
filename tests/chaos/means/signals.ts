import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../fuzz/random.ts';
import { NOTHING, type Undo } from '../fault.ts';

const PAUSE_MS = { from: 3_000, to: 20_000 };

/** Sends a signal, for good. */
export function signalled(pid: number, signal: NodeJS.Signals): Undo {
  process.kill(pid, signal);
  return NOTHING;
}

/** Stops a process in mid-work for 3 to 20 s; undoing lets it go on. */
export async function paused(pid: number, random: Random): Promise<Undo> {
  process.kill(pid, 'SIGSTOP');
  await delay(random.between(PAUSE_MS.from, PAUSE_MS.to));
  return () => {
    try {
      process.kill(pid, 'SIGCONT');
    } catch {
      // Somebody has killed it meanwhile, as the stack's own stop may.
    }
  };
}
