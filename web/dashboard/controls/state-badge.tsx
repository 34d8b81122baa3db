import type { RunSummary } from '../../../lib/schemas/run.ts';

/** What tells how a run looks. */
export type Stated = Pick<RunSummary, 'state' | 'withRejects'> & {
  readonly error?: Pick<NonNullable<RunSummary['error']>, 'code'> | null;
};

/** The signs of the looks of a run, beside its words: never colour alone. */
const SIGNS = { queued: '◌', running: '▸', succeeded: '✓', rejects: '!', failed: '✕', cancelled: '⊘' };

/** How a run looks: one that succeeded with rejects is told apart, and so is one that somebody cancelled. */
export function lookOf({ state, withRejects, error }: Stated): keyof typeof SIGNS {
  if (state === 'succeeded' && withRejects) {
    return 'rejects';
  }
  return state === 'failed' && error?.code === 'CANCELLED' ? 'cancelled' : state;
}

/** The sign of a run's state; the words stand elsewhere. */
export function StateSign({ run }: { readonly run: Stated }) {
  return (
    <span class="sign" aria-hidden="true">
      {SIGNS[lookOf(run)]}
    </span>
  );
}

/** The state of a run, as a sign and in words. */
export function StateBadge({ run, phase }: { readonly run: Stated; readonly phase?: string | null }) {
  const look = lookOf(run);
  return (
    <span class={`badge ${look}`}>
      <StateSign run={run} />
      {look === 'rejects' ? 'succeeded with rejects' : look}
      {phase ? `: ${phase}` : ''}
    </span>
  );
}
