import type { Ref } from 'preact';
import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { lookOf, StateSign } from '../../controls/state-badge.tsx';
import { Advice } from './advice.tsx';
import { Pace } from './pace.tsx';

interface Props {
  readonly run: RunDetail;
  /** The sentence, which gets the focus when the run has ended under one's eyes. */
  readonly sentence: Ref<HTMLHeadingElement>;
}

/** What came of a run, as a person would say it; why; and what to do about it. */
export function Result({ run, sentence }: Props) {
  const look = lookOf(run);
  return (
    <section class={`card lead ${look}`} aria-label="Result">
      <h2 class="sentence" tabIndex={-1} ref={sentence}>
        <StateSign run={run} />
        <span>{run.result ?? run.message}</span>
      </h2>
      <Pace run={run} />
      {run.error && look === 'failed' && <RunError {...run.error} />}
      <Advice run={run} />
    </section>
  );
}

/** The whole message, its lines as they are. */
function RunError({
  step,
  code,
  message,
}: Pick<NonNullable<RunDetail['error']>, 'step' | 'code' | 'message'>) {
  return (
    <section class="why" aria-label="Error">
      <h3>
        The step {step} failed: <span class="mono">{code}</span>
      </h3>
      <pre>{message}</pre>
    </section>
  );
}
