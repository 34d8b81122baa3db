import type { RunDetail } from '../../../../../lib/schemas/run.ts';
import { useNow } from '../../../data/use-now.ts';
import { formatDuration } from '../../../format.ts';
import { Parts } from './parts.tsx';
import { Timeline } from './timeline.tsx';
import { timelineOf } from './timeline-bars.ts';

interface Props {
  readonly run: RunDetail;
  /** Whether it is shown from the beginning: the run is under way. */
  readonly isOpen: boolean;
}

/** The course of a run in time: its steps, and the parts that its files were cut into. */
export function Course({ run, isOpen }: Props) {
  const timeline = timelineOf(run, useNow(isOpen ? 200 : null));
  const took = timeline.bars.flatMap(({ step, durationMs }) =>
    durationMs === null ? [] : `${step} ${formatDuration(durationMs)}`,
  );
  return (
    <details class="card" open={isOpen}>
      <summary>
        <h2>Timeline and parts</h2>
        {!isOpen && <span class="muted numbers">{took.join(' · ')}</span>}
      </summary>
      <Timeline timeline={timeline} />
      {run.progress.parts.length > 0 && <Parts run={run} />}
    </details>
  );
}
