import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../../terminal/visible.ts';

test.each([
  ['ESC', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['an operating system command', '\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
  ['a control character of one byte, C1', 'a\u009b1m', 'a\\u009b1m'],
  ['line ends', 'a\r\nb', 'a\\r\\nb'],
  ['the line ends of Unicode', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ['TAB', 'a\tb', 'a\\tb'],
  ['NUL and DEL', '\0\u007f', '\\u0000\\u007f'],
  ['what turns the direction of writing', 'a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
  ['what has no width', 'a\u200bb\ufeff\u00ad', 'a\\u200bb\\ufeff\\u00ad'],
  ['a character of two units', 'a\u{e0041}', 'a\\udb40\\udc41'],
])('%s is told', (_what, text, expected) => {
  expect(visible(text)).toBe(expected);
});

test('letters, marks, signs and spaces of any language stay', () => {
  const text = 'Zoë 山田 אבג e\u0301 🙂 "\\" ,;|\u00a0';

  expect(visible(text)).toBe(text);
});

test('nothing that steers or hides is left, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('JSON remains the same JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(visible(JSON.stringify({ [text]: text })))).toEqual({ [text]: text });
    }),
  );
});
