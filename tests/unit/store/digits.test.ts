import { expect, test } from 'vitest';
import { MOST_DIGITS, writeDigits } from '../../../lib/store/digits.ts';

const written = (value: number): string => {
  const out = Buffer.alloc(MOST_DIGITS + 1, '.');
  return out.toString('latin1', 1, writeDigits(out, 1, value));
};

test('every number is written as String writes it: on both sides of each power of ten and of two', () => {
  const powers = [10, 2].flatMap((base) => Array.from({ length: 54 }, (_, power) => base ** power));
  const numbers = [0, ...powers.flatMap((power) => [power - 1, power, power + 1])].filter(
    Number.isSafeInteger,
  );

  expect(numbers.map(written)).toEqual(numbers.map(String));
});

test('zeros inside and at the end are kept', () => {
  const numbers = [1_000_000_001, 5_000_000_000, 9_007_199_000_000_000, 100];

  expect(numbers.map(written)).toEqual(numbers.map(String));
});
