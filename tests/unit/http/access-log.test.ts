import middy from '@middy/core';
import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../lib/http/message.ts';
import { accessLog } from '../../../lib/http/middleware.ts';
import { captureLog } from '../support/captured-log.ts';

test('the duration is that from the request to its response, to a tenth of a millisecond', async () => {
  const log = captureLog();
  const clock = [1000, 1012.3456];
  const handler = middy<HttpRequest, HttpResponse>(() =>
    Promise.resolve({ statusCode: 200, headers: {} }),
  ).use(accessLog(() => clock.shift() ?? Number.NaN));

  await handler(
    {
      requestId: 'a',
      method: 'GET',
      path: '/',
      params: {},
      query: {},
      queryNames: [],
      headers: {},
      body: undefined,
    },
    {} as Parameters<typeof handler>[1],
  );

  expect(log()).toMatchObject([{ durationMs: 12.3 }]);
});
