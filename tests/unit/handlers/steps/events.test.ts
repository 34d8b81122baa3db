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
  ['load', { runId, part: 2 ** 31 }, 'part must be <= 2147483647'],
  ['load', { runId, part: 1e300 }, 'part must be'],
  ['load', { runId, part: null }, 'part must be a whole number'],
  ['plan', { runId: 'etl-\0' }, 'runId must not contain NUL'],
  ['load', { runId: 'etl-\0', part: 0 }, 'runId must not contain NUL'],
  ['publish', { runId: '\udc00' }, 'runId must not contain'],
  ['publish', { runId: '\0' }, 'runId must not contain NUL'],
  ['fail', { runId: 'a\0b' }, 'runId must not contain NUL'],
  [
    'plan',
    { runId, queuedAt: '0000-12-31T23:59:59Z' },
    'queuedAt must be an ISO 8601 timestamp of the years',
  ],
  ['plan', { runId, queuedAt: '0001-01-01T00:00:00+10:00' }, 'queuedAt must be'],
  ['fail', { runId, queuedAt: '9999-12-31T23:59:59-10:00' }, 'queuedAt must be'],
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
