import { describe, expect, test } from 'vitest';
import { INVISIBLE_CLASS, isInvisible, trimInvisible } from '../../../../lib/csv/values/invisible.ts';

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

test('the class for regular expressions has the same characters', () => {
  const pattern = new RegExp(`^[${INVISIBLE_CLASS}]$`);
  const units = Array.from({ length: 0x10000 }, (_, code) => code);

  const differing = units.filter((code) => pattern.test(String.fromCharCode(code)) !== isInvisible(code));

  expect(differing).toEqual([]);
  expect(units.filter(isInvisible)).toHaveLength(INVISIBLE.length);
});
