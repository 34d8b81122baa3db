import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { formatAgo, formatCount, formatDuration, formatMoment } from '../../format.ts';

/** How long a run took, how fast that was, and how long it usually takes: what is known of these. */
export function Pace({ run }: { readonly run: RunDetail }) {
  const { durationMs, rowsPerSecond, usualDurationMs, finishedAt } = run;
  return (
    <p class="pace numbers">
      {finishedAt && <span title={formatMoment(finishedAt)}>{formatAgo(finishedAt, Date.now())}</span>}
      {durationMs !== null && <span>took {formatDuration(durationMs)}</span>}
      {rowsPerSecond !== null && <span>{formatCount(rowsPerSecond)} rows per second</span>}
      {usualDurationMs !== null && <span>usually {formatDuration(usualDurationMs)}</span>}
    </p>
  );
}
