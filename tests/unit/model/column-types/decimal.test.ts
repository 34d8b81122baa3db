import { expect, test } from 'vitest';
import { decimal } from '../../../../lib/model/column-types/decimal.ts';
import { tillInputs } from '../../support/till-inputs.ts';

test('a declaration says how many decimals there are, besides its options', () => {
  expect(decimal(3, { optional: true, header: 'weight' })).toEqual({
    type: 'decimal',
    scale: 3,
    optional: true,
    header: ['weight'],
  });
});

test('and so does its column, which is plain data', () => {
  const { amount } = tillInputs.receipts;

  expect(amount).toMatchObject({ type: 'decimal', scale: 2 });
  expect(structuredClone(amount)).toEqual(amount);
});

test.each([-1, 16, 1.5, Number.NaN, '2' as never, undefined as never])('there is no scale of %j', (scale) => {
  expect(() => decimal(scale)).toThrow(TypeError);
  expect(() => decimal(scale)).toThrow(/a whole number from 0 to 15, as in decimal\(2\)/);
});

test('what is given in the stead of a scale is named as it was written', () => {
  expect(() => decimal('4' as never)).toThrow('decimal("4"): the scale');
  expect(() => decimal({ optional: true } as never)).toThrow('decimal({"optional":true}): the scale');
});

test.each([0, 15])('there is one of %i', (scale) => {
  expect(decimal(scale).scale).toBe(scale);
});
