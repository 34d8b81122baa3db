import { triggerPatiently } from '../real-stack/api.ts';
import type { Bench } from './bench.ts';
import type { DataSet } from './data/data-sets.ts';
import { notItsOwn, whenAllClosed } from './runs.ts';
import { tableIs } from './table.ts';
import type { Violation } from './violation.ts';

/** A trigger that is refused is tried again for so long: an uncertain one keeps the lock for 15 s. */
const PATIENCE_MS = 60_000;

/** Tries in which the table has to come right before nothing more can be tested. */
const TRIES = 3;

/** The run that succeeded: its id, and the milliseconds from its trigger to its end. */
export interface NextRun {
  readonly runId: string;
  readonly tookMs: number;
}

/**
 * Triggers the next run, which has to succeed at the first try and to make the table that the files must give. When it does not,
 * the stack is started anew and asked again.
 *
 * @returns without a run when that is not reached in several tries either: then nothing more can be tested
 */
export async function nextRun(
  { place, stack }: Pick<Bench, 'place' | 'stack'>,
  wanted: DataSet,
): Promise<{ readonly run: NextRun | undefined; readonly violations: Violation[] }> {
  const violations: Violation[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    // What else is there to do for a person whose runs don't succeed?
    if (tries > 0) {
      violations.push(...(await stack.restart()));
    }
    const run = await oneRun(stack.now.adminUrl, place.apiUrl, wanted);
    if (!('kind' in run)) {
      return { run, violations };
    }
    violations.push(run);
  }
  return { run: undefined, violations };
}

async function oneRun(adminUrl: string, apiUrl: string, wanted: DataSet): Promise<NextRun | Violation> {
  const since = Date.now() - 1;
  const { runId, status, text } = await triggerPatiently(apiUrl, PATIENCE_MS);
  if (runId === undefined) {
    return failed(`the trigger: ${status} ${text.slice(0, 200)}`);
  }
  const runs = await whenAllClosed({ adminUrl, apiUrl }, runId, since);
  const run = runs.find(({ run_id }) => run_id === runId);
  const strange = notItsOwn(runId, run, since);
  if (strange !== undefined || !run) {
    return failed(strange ?? '');
  }
  if (run.state !== 'succeeded') {
    return failed(`${runId} ${run.state}: ${run.error?.code}: ${run.error?.message}`);
  }
  const table = await tableIs(adminUrl, [wanted]);
  if ('differences' in table) {
    return { kind: 'wrong table', text: `after ${runId}: ${table.differences}` };
  }
  return { runId, tookMs: (run.finished ?? since) - since };
}

const failed = (text: string): Violation => ({ kind: 'no next run', text });
