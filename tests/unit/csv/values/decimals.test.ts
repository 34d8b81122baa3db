import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, parseDecimal } from '../../../../lib/csv/values/decimals.ts';

const MAX = 2n ** 63n - 1n;

describe('parseDecimal with two digits after the point', () => {
  test.each<[string, bigint]>([
    ['0', 0n],
    ['7', 700n],
    ['12.5', 1250n],
    ['12.50', 1250n],
    ['12.500', 1250n],
    ['+3.00', 300n],
    ['0.05', 5n],
    ['007.10', 710n],
    ['92233720368547758.07', MAX],
    [`${'0'.repeat(100)}1.5${'0'.repeat(100)}`, 150n],
  ])('reads %j', (text, units) => {
    expect(parseDecimal(text, 2)).toBe(units);
  });

  test.each([
    '',
    '.5',
    '5.',
    '.',
    '1,234.50',
    '12,50',
    '1 234.50',
    "1'234.50",
    '1e3',
    '12.5€',
    '$12.50',
    'NaN',
    '0x10',
    '1.2.3',
    '+-1',
    '١٢.٥',
  ])('does not guess what %j is', (text) => {
    expect(parseDecimal(text, 2)).toBe('not_a_decimal');
  });

  test.each(['-1', '-0', '-0.00', '-12.345'])('calls %j negative', (text) => {
    expect(parseDecimal(text, 2)).toBe('negative');
  });

  test.each(['0.001', '12.505', '1.0000001'])('finds too many decimals in %j', (text) => {
    expect(parseDecimal(text, 2)).toBe('too_many_decimals');
  });

  test.each(['92233720368547758.08', '100000000000000000', '9'.repeat(10_000)])(
    'finds %j too great',
    (text) => {
      expect(parseDecimal(text, 2)).toBe('overflow');
    },
  );
});

test.each([
  ['7', 0, 7n],
  ['7.0', 0, 7n],
  ['7.5', 0, 'too_many_decimals'],
  ['9223.372036854775807', 15, MAX],
  ['9223.372036854775808', 15, 'overflow'],
  ['0.000000000000001', 15, 1n],
] as const)('%j with a scale of %i', (text, scale, value) => {
  expect(parseDecimal(text, scale)).toBe(value);
});

const anyScale = fc.integer({ min: 0, max: 15 });

test('what is written with any digits is read exactly, as BigInt counts it', () => {
  const digits = fc.stringMatching(/^\d{1,20}$/);

  fc.assert(
    fc.property(digits, fc.option(digits), anyScale, (whole, fraction, scale) => {
      const value = parseDecimal(fraction === null ? whole : `${whole}.${fraction}`, scale);

      const [all, places] = [BigInt(whole + (fraction ?? '')), BigInt(fraction?.length ?? 0)];
      const scaled = all * 10n ** BigInt(scale);
      const isExact = scaled % 10n ** places === 0n;
      const units = scaled / 10n ** places;
      expect(value).toBe(!isExact ? 'too_many_decimals' : units > MAX ? 'overflow' : units);
    }),
  );
});

test('what is read is written with all its decimals, and read again as the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: MAX }), anyScale, (units, scale) => {
      const text = decimalText(units, scale);

      expect(parseDecimal(text, scale)).toBe(units);
      expect(text.split('.')[1]?.length ?? 0).toBe(scale);
    }),
  );
});
