import { type Fault, NOTHING } from '../fault.ts';
import { invocationsOf, invokeAll, someOf } from '../means/invocations.ts';
import { recordedRun } from '../means/recorded-run.ts';

/** Steps of a run that was closed before come while the next one is under way, over other files. */
const fault: Fault = {
  name: 'steps late',
  stack: 'stays',
  runSucceeds: true,
  async apply({ stack, earlierRunId, lambdaUrl }, random) {
    const run = await recordedRun(stack.adminUrl, earlierRunId);
    if (!run) {
      return undefined;
    }
    const { runId, queuedAt } = run;
    const fail = { step: 'fail', event: { runId, queuedAt, reason: 'late' } };
    await invokeAll(lambdaUrl, someOf([...invocationsOf(run), fail], random));
    return NOTHING;
  },
};

export default fault;
