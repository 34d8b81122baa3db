import { expect, test } from 'vitest';
import type { HapiRequest, HapiResponse, HapiToolkit } from '../../../../../local/offline/guard/hapi.ts';
import { refuseUnreadableCall } from '../../../../../local/offline/guard/unreadable-call.ts';

/** What the refusal would send, or that the call goes on. */
function outcomeOf(payload: Buffer, headers: Record<string, string> = {}): unknown {
  const sent: { status?: number; body?: unknown } = {};
  const response: HapiResponse = {
    code: (status) => {
      sent.status = status;
      return response;
    },
    header: () => response,
    takeover: () => response,
  };
  const toolkit: HapiToolkit = {
    continue: Symbol('continue'),
    response: (body) => {
      sent.body = body;
      return response;
    },
  };
  const request: HapiRequest = {
    method: 'post',
    path: '/',
    headers,
    payload,
    response,
    raw: { req: { rawHeaders: [] } },
  };
  return refuseUnreadableCall(request, toolkit) === toolkit.continue ? 'goes on' : sent;
}

test.each(['{"runId":"etl-1"}', 'null', ''])('an event %j is handed on', (text) => {
  expect(outcomeOf(Buffer.from(text))).toBe('goes on');
});

test.each([
  ['{"runId":', 'Unexpected end of JSON input'],
  ['\uFEFF{}', 'it begins with a byte order mark'],
])('an event %j is refused, with what is wrong', (text, problem) => {
  const message = expect.stringContaining(problem);

  expect(outcomeOf(Buffer.from(text))).toMatchObject({
    status: 400,
    body: { Message: message, Type: 'User' },
  });
});

test('a client context that is no JSON is refused', () => {
  const outcome = outcomeOf(Buffer.from('{}'), { 'x-amz-client-context': 'bm8ganNvbg==' });

  expect(outcome).toMatchObject({
    status: 400,
    body: { Message: expect.stringContaining('client context') },
  });
});
