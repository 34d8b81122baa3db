import { expect, test } from 'vitest';
import { requestIdIn } from '../../lib/request-id.ts';

test('the id of the request stands in the conf', () => {
  expect(requestIdIn({ asOf: '2024-01-01', requestId: 'a-b_1' })).toBe('a-b_1');
});

test.each([
  ['no conf', null],
  ['a conf without one', {}],
  ['a number', { requestId: 7 }],
  ['what could forge a log line', { requestId: 'a\nb' }],
  ['a text that is too long', { requestId: 'a'.repeat(256) }],
])('%s has no id', (_what, conf) => {
  expect(requestIdIn(conf)).toBeNull();
});
