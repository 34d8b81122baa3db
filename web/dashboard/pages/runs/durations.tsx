import type { RunSummary } from '../../../../lib/schemas/run.ts';
import { lookOf } from '../../controls/state-badge.tsx';
import { formatDuration } from '../../format.ts';
import { Bars } from '../bars.tsx';

/** How long the runs took, the oldest first. */
export function Durations({ runs }: { readonly runs: readonly RunSummary[] }) {
  const ended = runs.filter(({ durationMs }) => durationMs !== null).toReversed();
  if (ended.length < 2) {
    return null;
  }
  const bars = ended.map((run) => ({
    label: `${run.runId}: ${formatDuration(run.durationMs)}`,
    value: run.durationMs ?? 0,
    kind: lookOf(run),
  }));
  const longest = formatDuration(Math.max(...bars.map(({ value }) => value)));
  return (
    <figure>
      <Bars
        bars={bars}
        label={`Durations of ${bars.length} runs, the oldest first; the table below has them all`}
      />
      <figcaption>Durations, the oldest first; the longest took {longest}</figcaption>
    </figure>
  );
}
