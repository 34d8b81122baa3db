import { expect, test } from 'vitest';
import { cutToWidth } from '../../../../terminal/lines/cut.ts';

test.each([
  ['what fits stays', 'Not published', 13, 'Not published'],
  [
    'the last words are left out',
    'Not published: users.csv was not found',
    30,
    'Not published: users.csv was…',
  ],
  ['a long word is cut', 'aaaaaaaaaaaaaaaaaaaa', 10, 'aaaaaaaaa…'],
  ['a long last word is cut, too', 'a bbbbbbbbbbbbbbbbbbbb', 10, 'a bbbbbbb…'],
  ['characters of two units are one', '🙂🙂🙂', 2, '🙂…'],
])('%s', (_what, text, width, expected) => {
  expect(cutToWidth(text, width)).toBe(expected);
});
