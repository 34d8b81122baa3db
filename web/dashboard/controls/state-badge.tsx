import type { RunSummary } from '../../../lib/schemas/run.ts';

/** The words and signs of a run's state: never colour alone. */
const LOOKS = {
  queued: { sign: '◌', text: 'queued' },
  running: { sign: '▸', text: 'running' },
  succeeded: { sign: '✓', text: 'succeeded' },
  rejects: { sign: '!', text: 'succeeded with rejects' },
  failed: { sign: '✕', text: 'failed' },
} as const;

/** How a run looks: one that succeeded with rejects is told apart. */
export function lookOf({
  state,
  withRejects,
}: Pick<RunSummary, 'state' | 'withRejects'>): keyof typeof LOOKS {
  return state === 'succeeded' && withRejects ? 'rejects' : state;
}

/** The state of a run, as a sign and in words. */
export function StateBadge({
  run,
  phase,
}: {
  readonly run: Pick<RunSummary, 'state' | 'withRejects'>;
  readonly phase?: string | null;
}) {
  const look = lookOf(run);
  const { sign, text } = LOOKS[look];
  return (
    <span class={`badge ${look}`}>
      <span class="sign" aria-hidden="true">
        {sign}
      </span>
      {text}
      {phase ? `: ${phase}` : ''}
    </span>
  );
}
