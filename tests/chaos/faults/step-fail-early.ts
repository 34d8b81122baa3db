import { type Fault, NOTHING } from '../fault.ts';
import { invokeAll } from '../means/invocations.ts';
import { recordedRun } from '../means/recorded-run.ts';

/** The failure callback comes while the run's steps are still at work, as when a scheduler gives up on a live worker. */
const fault: Fault = {
  name: 'step fail early',
  stack: 'stays',
  async apply({ stack, runId, lambdaUrl }) {
    const run = await recordedRun(stack.adminUrl, (await runId) ?? '');
    if (!run) {
      return undefined;
    }
    const event = { runId: run.runId, queuedAt: run.queuedAt, reason: 'the scheduler gave up on it' };
    await invokeAll(lambdaUrl, [{ step: 'fail', event }]);
    return NOTHING;
  },
};

export default fault;
