import type { Refusal } from '../data/use-action.ts';
import { useNow } from '../data/use-now.ts';

/** Why the API did not do what a button asked for, and when to try again. */
export function RefusalNote({ what, refusal }: { readonly what: string; readonly refusal: Refusal }) {
  const { problem, until } = refusal;
  const left = Math.ceil((until - useNow(250)) / 1000);
  return (
    <p class="note warn">
      <strong>{what}</strong> {problem.message}
      {problem.reason ? ` (${problem.reason})` : ''}
      {left > 0 ? ` Try again in ${left} s.` : ''}
    </p>
  );
}
