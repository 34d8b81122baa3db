import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slipsBetween } from '../../../../lib/sources/names/slips.ts';

test.each([
  ['users', 'users', 0],
  ['users', 'user', 1],
  ['users', 'uzers', 1],
  ['users', 'usres', 1],
  ['users', 'uuser', 2],
  ['compounds', 'componuds', 1],
  ['compounds', 'comopnuds', 2],
  ['', 'ab', 2],
  ['ba', 'ab', 1],
])('between %s and %s there are %i', (a, b, slips) => {
  const between = slipsBetween(a, b, 2);

  expect(between).toBe(slips);
});

test('a limit changes nothing but numbers beyond it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.nat({ max: 4 }), (a, b, most) => {
      const exact = slipsBetween(a, b, 100);

      const limited = slipsBetween(a, b, most);

      expect(Math.min(limited, most + 1)).toBe(Math.min(exact, most + 1));
      expect(slipsBetween(b, a, most) <= most).toBe(exact <= most);
    }),
    { numRuns: 2000 },
  );
});
