import type { Advice } from '../../schemas/run-outcome.ts';
import type { AdviceCase, Advised } from './advice-case.ts';
import { FAILURE_CASES } from './failure-cases.ts';
import { GATE_CASES } from './gate-cases.ts';
import { STATE_CASES } from './state-cases.ts';

const CASES: readonly AdviceCase[] = [...GATE_CASES, ...FAILURE_CASES, ...STATE_CASES];

/** Of a failure that none of the cases knows. */
const OTHER_FAILURE: readonly Advice[] = [
  { action: 'see_logs', text: 'Look at its log lines: they have the error, and what came before it.' },
  { action: 'run_again', text: 'Then run again.' },
];

/** What to do about a run now, the most useful first, each action once. Empty when there is nothing to do. */
export function adviceFor(run: Advised): Advice[] {
  const all = CASES.filter(({ applies }) => applies(run))
    .flatMap(({ advice }) => advice)
    .filter(({ action }) => action !== 'see_rejects' || run.counts.rejected !== 0);
  const given = all.length === 0 && run.state === 'failed' ? OTHER_FAILURE : all;
  return given.filter(({ action }, index) => given.findIndex((other) => other.action === action) === index);
}
