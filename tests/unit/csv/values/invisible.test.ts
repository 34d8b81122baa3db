import { describe, expect, test } from 'vitest';
import { isBlankText, isInvisible, trimInvisible } from '../../../../lib/csv/values/invisible.ts';

const INVISIBLE = [...'\u000c\u001a\u00a0\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff'] as const;

const shown = (text: string) =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (one) => `U+${one.charCodeAt(0).toString(16)}`);

describe('trimInvisible', () => {
  test.each(INVISIBLE.map((character) => [shown(character), character]))(
    'drops %s at both ends',
    (_, character) => {
      const trimmed = trimInvisible(`${character} 5${character}7\t${character}`);

      expect(trimmed).toBe(`5${character}7`);
    },
  );

  test.each(['5', '', 'a b', 'é', '\u3000x\u3000', '\u200a', '\n5\n'])('leaves %j as it is', (text) => {
    const trimmed = trimInvisible(text);

    expect(trimmed).toBe(text);
  });

  test.each([' \u00a0\t ', '\u001a', '\ufeff'])('leaves nothing of %j', (text) => {
    const trimmed = trimInvisible(text);

    expect(trimmed).toBe('');
  });
});

test('isInvisible knows these characters, and no other', () => {
  const units = Array.from({ length: 0x10000 }, (_, code) => code);

  const invisible = units.filter(isInvisible);

  expect(String.fromCharCode(...invisible)).toBe(INVISIBLE.join(''));
});

describe('isBlankText', () => {
  test.each([
    ['', ','],
    [', \t\u00a0,\r', ','],
    [';,|\t', ',;|\t'],
  ])('is true of %j where %j are delimiters', (text, delimiters) => {
    expect(isBlankText(text, delimiters)).toBe(true);
  });

  test.each([
    [';', ','],
    [',,0', ','],
    ['""', ',;|\t'],
    ['\u3000', ','],
  ])('is false of %j where %j are delimiters', (text, delimiters) => {
    expect(isBlankText(text, delimiters)).toBe(false);
  });
});
