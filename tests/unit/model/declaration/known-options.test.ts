import { describe, expect, test } from 'vitest';
import { refuseUnknownOptions, requireOptions } from '../../../../lib/model/declaration/known-options.ts';
import { atLeast, count, date, entity, id, mostUsed, sum } from '../../../../lib/model/declare.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const { orders } = shopInputs;

/** What a model that is built without types may hand in. */
const untyped = (value: unknown) => value as never;

test('an option that there is not is named with those that there are', () => {
  expect(() => refuseUnknownOptions('it', { sise: 1 }, ['size', 'colour'])).toThrow(
    'it has no option sise, only size, colour',
  );
  expect(() => refuseUnknownOptions('it', { size: 1 }, ['size'])).not.toThrow();
});

test('an option that is missing is named', () => {
  expect(() => requireOptions('it', { size: undefined }, ['size'])).toThrow('it lacks size');
});

describe('the filter of a feature', () => {
  test.each([
    [
      'a comparison of the language',
      { where: untyped(true) },
      /takes a filter such as atLeast.* not a boolean/,
    ],
    [
      'a misspelt option',
      untyped({ were: atLeast(orders.amount, 3) }),
      'count(…) has no option were, only where',
    ],
    ['a filter without its option', untyped(atLeast(orders.amount, 3)), '{ where: atLeast(amount,3) }'],
  ])('is not %s: it would be passed over', (_what, options, said) => {
    expect(() => count(orders, options)).toThrow(said);
    expect(() => count(orders, options)).toThrow(TypeError);
  });

  test('of sums and of ids is looked at alike', () => {
    expect(() => sum(orders.amount, untyped({ were: 1 }))).toThrow('sum(…) has no option were');
    expect(() => mostUsed(orders.item_ids, untyped({ were: 1 }))).toThrow('only where, ties');
  });
});

test('ties are one of two', () => {
  expect(() => mostUsed(orders.item_ids, untyped({ ties: 'first' }))).toThrow('ties must be lowest or all');
});

describe('a declaration that is built without types', () => {
  test.each([
    ['a misspelt option of a column', () => date(untyped({ optionl: true })), 'date() has no option optionl'],
    [
      'what becomes of a row',
      () => id().references('shops', untyped({ orElse: 'ignore' })),
      "{ orElse: 'warn' }",
    ],
    [
      'nothing of what becomes of it',
      () => id().references('shops', untyped(undefined)),
      "{ orElse: 'reject' }",
    ],
    [
      'a misspelt option of an input',
      () => entity(untyped({ file: 'a.csv' })),
      'entity(…) has no option file',
    ],
    [
      'an input without columns',
      () => entity(untyped({ files: 'a.csv', key: 'a' })),
      'entity(…) lacks columns',
    ],
  ])('is refused for %s', (_what, declare, said) => {
    expect(declare).toThrow(said);
  });
});
