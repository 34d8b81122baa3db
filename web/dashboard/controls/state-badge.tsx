import type { RunSummary } from '../../../lib/schemas/run.ts';

/** What tells how a run looks. */
export type Stated = Pick<RunSummary, 'state' | 'withRejects'> & {
  readonly error?: Pick<NonNullable<RunSummary['error']>, 'code'> | null;
};

/** The words and signs of a run's state: never colour alone. */
const LOOKS = {
  queued: { sign: '◌', text: 'queued' },
  running: { sign: '▸', text: 'running' },
  succeeded: { sign: '✓', text: 'succeeded' },
  rejects: { sign: '!', text: 'succeeded with rejects' },
  failed: { sign: '✕', text: 'failed' },
  cancelled: { sign: '⊘', text: 'cancelled' },
} as const;

/** How a run looks: one that succeeded with rejects is told apart, and so is one that somebody cancelled. */
export function lookOf({ state, withRejects, error }: Stated): keyof typeof LOOKS {
  if (state === 'succeeded' && withRejects) {
    return 'rejects';
  }
  return state === 'failed' && error?.code === 'CANCELLED' ? 'cancelled' : state;
}

/** The sign of a run's state; the words stand elsewhere. */
export function StateSign({ run }: { readonly run: Stated }) {
  return (
    <span class="sign" aria-hidden="true">
      {LOOKS[lookOf(run)].sign}
    </span>
  );
}

/** The state of a run, as a sign and in words. */
export function StateBadge({ run, phase }: { readonly run: Stated; readonly phase?: string | null }) {
  const look = lookOf(run);
  return (
    <span class={`badge ${look}`}>
      <StateSign run={run} />
      {LOOKS[look].text}
      {phase ? `: ${phase}` : ''}
    </span>
  );
}
