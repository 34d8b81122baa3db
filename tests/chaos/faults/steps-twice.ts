import { type Fault, NOTHING } from '../fault.ts';
import { invocationsOf, invokeAll, someOf } from '../means/invocations.ts';
import { recordedRun } from '../means/recorded-run.ts';

/** Steps of the run come once more while it is under way, as Lambda's at-least-once allows. */
const fault: Fault = {
  name: 'steps twice',
  stack: 'stays',
  runSucceeds: true,
  async apply({ stack, runId, lambdaUrl }, random) {
    const run = await recordedRun(stack.adminUrl, (await runId) ?? '');
    if (!run) {
      return undefined;
    }
    await invokeAll(lambdaUrl, someOf(invocationsOf(run), random));
    return NOTHING;
  },
};

export default fault;
