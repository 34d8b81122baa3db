import { describe, expect, expectTypeOf, test } from 'vitest';
import type { Column } from '../../../../lib/model/columns.ts';
import { count } from '../../../../lib/model/features/count.ts';
import { distinct } from '../../../../lib/model/features/distinct.ts';
import type { Feature, IdColumn, IdFeature } from '../../../../lib/model/features/feature.ts';
import { lookup } from '../../../../lib/model/features/lookup.ts';
import { max } from '../../../../lib/model/features/max.ts';
import { mean } from '../../../../lib/model/features/mean.ts';
import { min } from '../../../../lib/model/features/min.ts';
import { mostUsed } from '../../../../lib/model/features/most-used.ts';
import { sum } from '../../../../lib/model/features/sum.ts';
import { atLeast, equals } from '../../../../lib/model/filters/comparisons.ts';
import type { Filter } from '../../../../lib/model/filters/filter.ts';
import { includes } from '../../../../lib/model/filters/ids.ts';
import { inputs } from './sales.ts';

const { buyers, sales, returns, articles, gifts } = inputs;

describe('what distinct and mostUsed can be of', () => {
  test('columns of ids and of lists of events', () => {
    expectTypeOf(distinct).toBeCallableWith(sales.article_ids);
    expectTypeOf(distinct).toBeCallableWith(sales.gift_id);
    expectTypeOf(mostUsed(sales.gift_id)).toEqualTypeOf<IdFeature<'sales', 'gifts'>>();
    expectTypeOf(mostUsed(sales.article_ids, { ties: 'all' })).toEqualTypeOf<Feature>();
  });

  test('nothing else compiles', () => {
    const refused = [
      // @ts-expect-error: an integer
      () => distinct(sales.price),
      // @ts-expect-error: an id of the entity
      () => distinct(buyers.buyer_id),
      // @ts-expect-error: a list of a reference
      () => mostUsed(articles.similar),
      // @ts-expect-error: what becomes of ties is lowest or all
      () => mostUsed(sales.article_ids, { ties: 'first' }),
      // @ts-expect-error: a whole input
      () => mostUsed(sales),
    ];

    expect(refused).toHaveLength(5);
  });

  test.each([
    ['references nothing', () => distinct(sales.tags), /distinct\(tags\): sales\.tags has no reference/],
    ['is the key', () => mostUsed(sales.sale_id), /mostUsed\(sale_id\): .* has no reference/],
    ['is the owner', () => distinct(sales.buyer_id), /distinct\(buyer_id\): .* names the owner/],
  ])('a column that %s is refused', (_, declare, told) => {
    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(told);
  });

  test('the value of all ties is a list, which has its own type', () => {
    expect(mostUsed(sales.article_ids).sqlType).toBe('bigint');
    expect(mostUsed(sales.article_ids, { ties: 'all' }).sqlType).toBe('jsonb');
  });
});

describe('lookup', () => {
  test.each([
    ['text', articles.title, 'text'],
    ['integer', articles.weight, 'bigint'],
    ['date', articles.since, 'date'],
    ['id', articles.article_id, 'bigint'],
  ] as const)('of a column of type %s has its type in SQL', (_, column, sqlType) => {
    expect(lookup(mostUsed(sales.article_ids), column).sqlType).toBe(sqlType);
  });

  test('shares what it looks up with the feature that is the id', () => {
    const feature = lookup(mostUsed(sales.article_ids), articles.title);

    expect(feature.values.map(({ id }) => id)).toEqual(
      mostUsed(sales.article_ids).values.map(({ id }) => id),
    );
  });

  test('of another input than the ids reference does not compile, and is refused', () => {
    // @ts-expect-error: the ids name rows of articles
    const declare = () => lookup(mostUsed(sales.article_ids), gifts.title);

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow('lookup(…, gifts.title): the ids of sales.article_ids name rows of articles');
  });

  test('of several ids does not compile, and is refused', () => {
    // @ts-expect-error: a list of ids
    const declare = () => lookup(mostUsed(sales.article_ids, { ties: 'all' }), articles.title);

    expect(declare).toThrow(TypeError);
    expect(declare).toThrow("such as mostUsed(…) without ties: 'all'");
  });

  test('of what is no id does not compile', () => {
    // @ts-expect-error: a number of ids
    expect(() => lookup(distinct(sales.article_ids), articles.title)).toThrow(TypeError);
  });

  test('of lists does not compile, and is refused', () => {
    // @ts-expect-error: no column of the table can hold a list
    const declare = () => lookup(mostUsed(sales.article_ids), articles.similar);

    expect(declare).toThrow("the result table can't hold the values of idList()");
  });

  test('of a column of events or of the entity does not compile', () => {
    // @ts-expect-error: a column of the entity
    expect(() => lookup(mostUsed(sales.gift_id), buyers.born)).toThrow(TypeError);
    // @ts-expect-error: a column of events
    expect(() => lookup(mostUsed(sales.gift_id), sales.price)).toThrow(TypeError);
  });

  test('where types tell nothing, what references something else is refused all the same', () => {
    const ids: IdColumn = sales.article_ids;
    const title: Column<'reference', 'text'> = gifts.title;

    expect(() => lookup(mostUsed(ids), title)).toThrow(TypeError);
  });
});

describe('a filter', () => {
  const where = atLeast(returns.price, 3);

  test('over other events does not compile, and is refused', () => {
    const declarations = [
      // @ts-expect-error: prices of returns
      () => count(sales, { where }),
      // @ts-expect-error: prices of returns
      () => sum(sales.price, { where }),
      // @ts-expect-error: prices of returns
      () => min(sales.price, { where }),
      // @ts-expect-error: prices of returns
      () => max(sales.price, { where }),
      // @ts-expect-error: prices of returns
      () => mean(sales.price, { where }),
      // @ts-expect-error: prices of returns
      () => distinct(sales.article_ids, { where }),
      // @ts-expect-error: prices of returns
      () => mostUsed(sales.article_ids, { where }),
    ];

    for (const declare of declarations) {
      expect(declare).toThrow(TypeError);
      expect(declare).toThrow(
        /is about rows of sales, but its filter atLeast\(price,3\) is about rows of returns/,
      );
    }
  });

  test('is over integers and ids of events, by their types', () => {
    const refused = [
      // @ts-expect-error: an id has no order
      () => atLeast(sales.gift_id, 3),
      // @ts-expect-error: a list is not one number
      () => equals(sales.article_ids, 3),
      // @ts-expect-error: an integer is no list
      () => includes(sales.price, 3),
      // @ts-expect-error: a column of a reference
      () => atLeast(articles.weight, 3),
      // @ts-expect-error: a text is no number
      () => atLeast(sales.price, '3'),
    ];

    expectTypeOf(equals(sales.gift_id, 3)).toEqualTypeOf<Filter<'sales'>>();
    expect(refused).toHaveLength(5);
  });

  test.each<[string, Feature]>([
    ['count', count(sales, { where: atLeast(sales.price, 3) })],
    ['sum', sum(sales.price, { where: atLeast(sales.price, 3) })],
    ['min', min(sales.price, { where: atLeast(sales.price, 3) })],
    ['max', max(sales.price, { where: atLeast(sales.price, 3) })],
    ['mean', mean(sales.price, { where: atLeast(sales.price, 3) })],
  ])('makes of %s something that no slot holds', (_, feature) => {
    expect(feature.slots).toEqual([]);
    expect(feature.values).not.toEqual([]);
  });
});
