import type { RunSummary } from '../run-views.ts';

/**
 * The state as people read it: Airflow, and so our API, has no state of its own for a run that was cancelled, nor for one that
 * published but rejected rows.
 */
export function stateOf({ state, error, counts }: Pick<RunSummary, 'state' | 'error' | 'counts'>): string {
  if (error?.code === 'CANCELLED') {
    return 'cancelled';
  }
  return state === 'succeeded' && (counts['rejected'] ?? 0) > 0 ? 'succeeded with rejects' : state;
}

/** What came of a run, in a sentence; an empty text while it is queued or running. */
export function resultOf({ state, result, error }: Pick<RunSummary, 'state' | 'result' | 'error'>): string {
  if (result) {
    return result;
  }
  if (state === 'failed') {
    const [first = ''] = (error?.message ?? 'no reason was recorded.').split('\n');
    return `Not published: ${first}`;
  }
  return state === 'succeeded' ? 'Published.' : '';
}
