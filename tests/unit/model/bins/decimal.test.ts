import { expect, test } from 'vitest';
import { decimalOf, doubleOf, floorOf, scaledText, unitsAt } from '../../../../lib/model/bins/decimal.ts';

test.each([
  ['12.50', { units: 1250n, exponent: -2 }],
  ['-7', { units: -7n, exponent: 0 }],
  ['1e+21', { units: 1n, exponent: 21 }],
  ['2.5e-7', { units: 25n, exponent: -8 }],
])('%s is read exactly', (text, decimal) => {
  expect(decimalOf(text)).toEqual(decimal);
});

test.each(['NaN', 'Infinity', '', '1,5', '0x10'])('%j is no decimal', (text) => {
  expect(decimalOf(text)).toBeUndefined();
});

test.each([
  [{ units: 1259n, exponent: -2 }, 0, 12n],
  [{ units: -1n, exponent: -2 }, 0, -1n],
  [{ units: 12n, exponent: 1 }, 0, 120n],
])('%o has whole units at 10^%i: %s', (decimal, at, units) => {
  expect(unitsAt(decimal, at)).toBe(units);
});

test('a quotient is rounded down, also below 0', () => {
  expect([floorOf(7n, 2n), floorOf(-7n, 2n), floorOf(-8n, 2n)]).toEqual([3n, -4n, -4n]);
});

test.each([
  [1250n, 2, '12.50'],
  [-5n, 2, '-0.05'],
  [0n, 1, '0.0'],
  [7n, 0, '7'],
])('%s with %i digits after the point is %s', (units, scale, text) => {
  expect(scaledText(units, scale)).toBe(text);
});

test('the nearest double is what JavaScript reads', () => {
  expect(doubleOf({ units: 3n, exponent: -1 })).toBe(0.3);
});
