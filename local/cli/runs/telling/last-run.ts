import { duration, grouped } from '../../../../terminal/texts.ts';
import type { RunSummary } from '../run-views.ts';
import { resultOf, stateOf } from './outcome.ts';

/**
 * How the last run ended, in a sentence.
 *
 * @param run null when there is none yet, undefined when the API did not tell
 */
export function lastRunText(run: RunSummary | null | undefined, now: Date): string {
  if (run === undefined) {
    return 'It is not known how the last run ended: the API does not answer.';
  }
  if (run === null) {
    return 'There has been no run yet.';
  }
  const { runId, finishedAt, counts } = run;
  if (run.state === 'queued' || run.state === 'running') {
    return `Run ${runId} is ${run.state}.`;
  }
  const when = finishedAt === null ? '' : ` ${duration(now.getTime() - Date.parse(finishedAt))} ago`;
  const [read, rejected] = [counts['read'] ?? 0, counts['rejected'] ?? 0].map(grouped);
  const what =
    run.state === 'failed'
      ? `${resultOf(run)} Details: ./run.sh run`
      : `${read} rows read, ${rejected} rejected`;
  return `Last run: ${runId} ${stateOf(run)}${when}: ${what}`;
}
