import { expect, test } from 'vitest';
import { handler as fail } from '../../../../handlers/steps/fail.ts';
import { handler as load } from '../../../../handlers/steps/load.ts';
import { handler as plan } from '../../../../handlers/steps/plan.ts';
import { handler as publish } from '../../../../handlers/steps/publish.ts';
import { lambdaContext } from '../../support/http-api-event.ts';

const steps = { plan, load, publish, fail };
const runId = 'etl-1';

test.each([
  ['plan', {}, 'runId must be a text'],
  ['plan', { runId, queuedAt: 'yesterday' }, 'queuedAt must be an ISO 8601 timestamp'],
  ['load', { runId }, 'part must be a whole number'],
  ['load', { runId, part: -1 }, 'part must be >= 0'],
  ['load', { runId, part: '0' }, 'part must be a whole number'],
  ['publish', {}, 'runId must be a text'],
  ['fail', { runId, reason: 1 }, 'reason must be a text'],
  ['fail', { runId, error: { step: 'load' } }, 'error.message'],
] as const)('%s refuses the event %j and says why', async (name, event, reason) => {
  await expect(steps[name](event, lambdaContext())).rejects.toMatchObject({
    name: 'InputError',
    code: 'BAD_EVENT',
    message: expect.stringContaining(reason),
  });
});
