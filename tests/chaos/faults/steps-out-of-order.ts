import { type Fault, NOTHING } from '../fault.ts';
import { invokeAll } from '../means/invocations.ts';
import { recordedRun } from '../means/recorded-run.ts';

/** Publish before the parts are loaded, a part that there is not, plan in the midst of it all. */
const fault: Fault = {
  name: 'steps out of order',
  stack: 'stays',
  runSucceeds: true,
  async apply({ stack, runId, lambdaUrl }, random) {
    const run = await recordedRun(stack.adminUrl, (await runId) ?? '');
    if (!run) {
      return undefined;
    }
    const { queuedAt } = run;
    const event = { runId: run.runId, queuedAt };
    const wrong = [
      { step: 'publish', event },
      { step: 'load', event: { runId: run.runId, part: 1_000 + random.below(1_000) } },
      { step: 'plan', event: { ...event, conf: {} } },
    ];
    await invokeAll(lambdaUrl, random.shuffled(wrong));
    return NOTHING;
  },
};

export default fault;
