import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../../terminal/visible.ts';

test.each([
  ['ESC', 'a\u001b[2Jb', 'a<U+001B>[2Jb'],
  ['an operating system command', '\u001b]0;title\u0007', '<U+001B>]0;title<U+0007>'],
  ['a control character of one byte, C1', 'a\u009b1m', 'a<U+009B>1m'],
  ['line ends', 'a\r\nb', 'a<U+000D><U+000A>b'],
  ['the line ends of Unicode', 'a\u2028b\u2029', 'a<U+2028>b<U+2029>'],
  ['TAB', 'a\tb', 'a<U+0009>b'],
  ['NUL and DEL', '\0\u007f', '<U+0000><U+007F>'],
  ['what turns the direction of writing', 'a\u202eb\u2066c', 'a<U+202E>b<U+2066>c'],
  ['what has no width', 'a\u200bb\ufeff\u00ad', 'a<U+200B>b<U+FEFF><U+00AD>'],
  ['a character of two units', 'a\u{e0041}', 'a<U+E0041>'],
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
