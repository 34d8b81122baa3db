import { formatDuration } from '../../../format.ts';
import type { StepBar, Timeline as Values } from './timeline-bars.ts';

const SIGNS = { pending: '◌', running: '▸', done: '✓', failed: '✕', skipped: '–' } as const;

/** The steps of a run as bars on one axis of time. Whoever does not see them reads the durations. */
export function Timeline({ timeline: { bars, ticks } }: { readonly timeline: Values }) {
  return (
    <div class="timeline">
      <ol>
        {bars.map((bar) => (
          <StepRow bar={bar} key={bar.step} />
        ))}
      </ol>
      <div class="axis numbers" aria-hidden="true">
        {ticks.map(({ ms, at }) => (
          <span style={{ left: `${at}%` }} key={ms}>
            {ms === 0 ? 'queued' : formatDuration(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}

function StepRow({ bar: { step, state, from, width, durationMs } }: { readonly bar: StepBar }) {
  return (
    <li class={state}>
      <span>
        <span aria-hidden="true">{SIGNS[state]}</span> {step}
      </span>
      <span class="track" aria-hidden="true">
        {durationMs !== null && <span style={{ left: `${from}%`, width: `${width}%` }} />}
      </span>
      <span class="numbers">{durationMs === null ? state : formatDuration(durationMs)}</span>
      <span class="hidden">{state}</span>
    </li>
  );
}
