import { expect, test } from 'vitest';
import { digestOf } from '../../../lib/store/digest.ts';

test('the same texts have the same digest', () => {
  expect(digestOf(['{1,2}', '{"Zoë","陈"}'])).toBe(digestOf(['{1,2}', '{"Zoë","陈"}']));
});

test('a text has the same digest as its bytes', () => {
  expect(digestOf(['Zoë', Buffer.from('陈')])).toBe(digestOf([Buffer.from('Zoë'), '陈']));
});

test.each([
  ['another text', ['ab', 'd']],
  ['another order', ['c', 'ab']],
  ['the same letters, cut elsewhere', ['a', 'bc']],
  ['a text more', ['ab', 'c', '']],
  ['a text less', ['ab']],
])('%s has another digest', (_what, texts) => {
  expect(digestOf(texts)).not.toBe(digestOf(['ab', 'c']));
});
