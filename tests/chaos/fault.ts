import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../fuzz/random.ts';
import type { Stack } from '../real-stack/stack.ts';
import type { FaultyPlace } from './stack/faulty-place.ts';

/** What a fault is done to. */
export type Target = FaultyPlace & {
  readonly stack: Stack;
  /** The run under way; undefined when its trigger was refused. */
  readonly runId: Promise<string | undefined>;
  /** A run that was closed before. */
  readonly earlierRunId: string;
};

/** Takes the fault away. */
export type Undo = () => void | Promise<void>;

/**
 * One kind of fault. To add one, add a file to faults/ whose default export it is.
 *
 * All that holds after every fault is in trial.ts; here stands only in what the kinds differ.
 */
export interface Fault {
  readonly name: string;
  /**
   * `stays`: the stack may not end by it. `ends`: its target is a part that the stack can't be without, and it stops the rest.
   * `may end`: it takes away what PostgreSQL can't be without.
   */
  readonly stack: 'stays' | 'ends' | 'may end';
  /** When it comes: somewhere in the whole run, or about the moment of the trigger. Default: run. */
  readonly moment?: 'run' | 'trigger';
  /** The run must succeed all the same. */
  readonly runSucceeds?: boolean;
  /** What knows of the run may be lost before its first step recorded it. */
  readonly losesRun?: boolean;
  /** Why it can't be done here; undefined when it can. */
  readonly impossible?: (place: FaultyPlace) => string | undefined;
  /** Does it. Returns undefined when the run ended before there was anything to do it to. */
  apply(target: Target, random: Random): Promise<Undo | undefined>;
}

/** Nothing that has to be taken away. */
export const NOTHING: Undo = () => undefined;

/** All kinds, in the order of their names. */
export async function allFaults(): Promise<Fault[]> {
  const directory = join(import.meta.dirname, 'faults');
  const files = readdirSync(directory).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.sort().map(async (file) => (await import(join(directory, file))) as { readonly default: Fault }),
  );
  return modules.map((module) => module.default);
}
