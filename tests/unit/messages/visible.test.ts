import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoted, visible } from '../../../lib/messages/visible.ts';

describe('visible', () => {
  test.each([
    ['5\u00a0', '5<U+00A0>'],
    ['\ufeffuser_id', '<U+FEFF>user_id'],
    ['\u001b]0;pwned\u0007', '<U+001B>]0;pwned<U+0007>'],
    ['a\u202egnp.exe', 'a<U+202E>gnp.exe'],
    ['two\r\nlines\u2028', 'two<U+000D><U+000A>lines<U+2028>'],
    ['\u0301e', '<U+0301>e'],
    ['\u{e0041}x', '<U+E0041>x'],
    ['\ud800x', '<U+D800>x'],
    ['\u3164', '<U+3164>'],
  ])('shows what can not be seen in %j', (text, expected) => {
    const shown = visible(text);

    expect(shown).toBe(expected);
  });

  test.each(['', 'Zoë', 'e\u0301\u0302', 'a b', '"x"', '日本', '😀'])('leaves %j as it is', (text) => {
    const shown = visible(text);

    expect(shown).toBe(text);
  });

  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['😀😀😀😀', 3, '😀😀…'],
    ['a\u00a0b', 6, 'a…'],
    ['\u00a0', 3, '…'],
  ])('cuts %j to %i characters', (text, most, expected) => {
    const shown = visible(text, most);

    expect(shown).toBe(expected);
  });

  test('of any text it leaves one line without control characters, not longer than asked for', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (any, most) => {
        const shown = visible(any, most);

        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect([...shown].length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('takes no time for what it does not show', () => {
    const text = '\u00a0'.repeat(50_000_000);

    expect(visible(text, 16)).toBe('<U+00A0>…');
  });
});

test('quoted puts quotes round it', () => {
  expect(quoted('5\u00a0')).toBe('"5<U+00A0>"');
});
