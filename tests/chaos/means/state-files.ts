import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../fuzz/random.ts';
import { killAll } from '../../real-stack/processes.ts';
import { NOTHING, type Target, type Undo } from '../fault.ts';

/** What the stack keeps beside its database. The passwords are not among them: without those nobody gets at the data. */
const FILES = ['airflow.json', 'stack.json', 'api.log'];

/**
 * Ends the stack in mid-run, by Ctrl-C or all of it at once as a loss of power does, and leaves of each of its state files
 * only the first bytes.
 *
 * @param keep how many bytes stay of a file of that size
 */
export async function spoilStateFiles(
  { stack, stateDirectory }: Target,
  random: Random,
  keep: (size: number) => number,
): Promise<Undo> {
  if (random.chance(0.5)) {
    await killAll(stateDirectory);
  }
  await stack.stop();
  for (const file of FILES.map((name) => join(stateDirectory, name))) {
    if (existsSync(file)) {
      truncateSync(file, keep(statSync(file).size));
    }
  }
  return NOTHING;
}
