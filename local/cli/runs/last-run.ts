import { duration, grouped } from '../../../terminal/texts.ts';
import type { RunSummary } from './run-views.ts';
import { outcomeOf } from './summary.ts';

/**
 * How the last run ended, in a sentence, or in several lines where the reason why it failed has them.
 *
 * @param run null when there is none yet, undefined when the API did not tell
 */
export function lastRunText(run: RunSummary | null | undefined, now: Date): string {
  if (run === undefined) {
    return 'How the last run ended is not known: the API does not answer.';
  }
  if (run === null) {
    return 'There was no run yet.';
  }
  const { runId, state, finishedAt, counts, error } = run;
  if (state === 'queued' || state === 'running') {
    return `Run ${runId} is ${state}.`;
  }
  const when = finishedAt === null ? '' : ` ${duration(now.getTime() - Date.parse(finishedAt))} ago`;
  const [read, rejected] = [counts['read'] ?? 0, counts['rejected'] ?? 0].map(grouped);
  const what =
    state === 'failed'
      ? (error?.message ?? 'no reason was recorded')
      : `${read} rows read, ${rejected} rejected`;
  return `Last run: ${runId} ${outcomeOf(run)}${when}: ${what}`;
}
