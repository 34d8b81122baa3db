import { triggerPatiently } from '../real-stack/api.ts';
import type { DataSet } from './data/data-sets.ts';
import { whenAllClosed } from './runs.ts';
import { tableIs } from './table.ts';
import type { Bench } from './trial.ts';
import type { Violation } from './violation.ts';

/** A trigger that is refused is tried again for so long: an uncertain one keeps the lock for 15 s. */
const PATIENCE_MS = 60_000;

/** Tries in which the table has to come right before nothing more can be tested. */
const TRIES = 3;

/**
 * Triggers the next run, which has to succeed at the first try and to make the table that the files come to.
 *
 * @returns with the run that did: its id, and the milliseconds from the trigger to its end
 * @throws Error when that is not reached in several tries either
 */
export async function nextRun(
  { place, stack }: Pick<Bench, 'place' | 'stack'>,
  wanted: DataSet,
): Promise<{ readonly runId: string; readonly tookMs: number; readonly violations: Violation[] }> {
  const violations: Violation[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    // What else is there to do for a person whose runs don't succeed?
    if (tries > 0) violations.push(...(await stack.restart()));
    const { adminUrl } = stack.now;
    const since = Date.now() - 1;
    const { runId, status, text } = await triggerPatiently(place.apiUrl, PATIENCE_MS);
    if (runId === undefined) {
      violations.push({ kind: 'no next run', text: `the next trigger: ${status} ${text.slice(0, 200)}` });
      continue;
    }
    const runs = await whenAllClosed({ adminUrl, apiUrl: place.apiUrl }, runId, since);
    const run = runs.find(({ run_id }) => run_id === runId);
    const table = await tableIs(adminUrl, [wanted]);
    if (run?.state === 'succeeded' && 'set' in table) {
      return { runId, tookMs: (run.finished ?? since) - since, violations };
    }
    const reason = run?.error ? `${run.error.code}: ${run.error.message}` : '';
    violations.push({
      kind: 'no next run',
      text: `the next run ${runId} is ${run?.state ?? 'not on record'} ${reason}`,
    });
    if ('differences' in table) violations.push({ kind: 'wrong table', text: table.differences });
  }
  throw new Error(`no run succeeds any more: ${violations.map(({ text }) => text).join('; ')}`);
}
