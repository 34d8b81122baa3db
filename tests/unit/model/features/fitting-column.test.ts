import { describe, expect, test } from 'vitest';
import { count } from '../../../../lib/model/features/count.ts';
import { daysSince } from '../../../../lib/model/features/days-since.ts';
import { distinct } from '../../../../lib/model/features/distinct.ts';
import { max } from '../../../../lib/model/features/max.ts';
import { mean } from '../../../../lib/model/features/mean.ts';
import { min } from '../../../../lib/model/features/min.ts';
import { mostUsed } from '../../../../lib/model/features/most-used.ts';
import { sum } from '../../../../lib/model/features/sum.ts';
import { atLeast, atMost, equals } from '../../../../lib/model/filters/comparisons.ts';
import { includes } from '../../../../lib/model/filters/ids.ts';
import { inputs } from './sales.ts';

const { buyers, sales, articles } = inputs;

describe('a column of which a feature can not be is told when the model is built, which is without types', () => {
  test.each([
    // @ts-expect-error: a date of the entity is wanted
    ['an id of the entity', () => daysSince(buyers.buyer_id), 'but this is id() of the entity'],
    // @ts-expect-error: a date of the entity is wanted
    ['a date of a reference', () => daysSince(articles.since), 'of the entity, but this is date() of'],
    // @ts-expect-error: an integer of events is wanted
    ['a list', () => sum(sales.tags), 'decimal() of events, but this is idList() of events'],
    // @ts-expect-error: an integer of events is wanted
    ['an id', () => sum(sales.sale_id), 'decimal() of events, but this is id() of events'],
    // @ts-expect-error: an integer of events is wanted
    ['a weight of a reference', () => min(articles.weight), 'but this is integer() of a reference'],
    // @ts-expect-error: an integer of events is wanted
    ['a date of the entity', () => max(buyers.born), 'of events, but this is date() of the entity'],
    // @ts-expect-error: an integer of events is wanted
    ['a text of a reference', () => mean(articles.title), 'but this is text() of a reference'],
    // @ts-expect-error: ids of events are wanted
    ['an integer', () => distinct(sales.price), 'or textIdList() of events, but this is integer() of events'],
    // @ts-expect-error: ids of events are wanted
    ['a list of a reference', () => mostUsed(articles.similar), 'but this is idList() of a reference'],
  ])('%s', (_, declare, told) => {
    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(told);
  });
});

describe('and so is one of which a filter can not be', () => {
  test.each([
    // @ts-expect-error: an integer of events is wanted
    ['an id', () => atLeast(sales.gift_id, 1), 'atLeast(sales.gift_id): atLeast takes integer() or'],
    // @ts-expect-error: an integer of events is wanted
    ['a list', () => atMost(sales.tags, 1), 'of events, but this is idList()'],
    // @ts-expect-error: an integer or an id of events is wanted
    ['a date of the entity', () => equals(buyers.born, 1), 'equals takes integer() or decimal() of events'],
    // @ts-expect-error: ids of events are wanted
    ['an integer', () => includes(sales.price, 1), 'takes id(), textId(), idList() or textIdList() of'],
  ])('%s', (_, declare, told) => {
    expect(declare).toThrow(TypeError);
    expect(declare).toThrow(told);
  });
});

test.each([
  // @ts-expect-error: events are wanted
  ['a column', () => count(sales.price)],
  // @ts-expect-error: events are wanted
  ['the entity', () => count(buyers)],
  // @ts-expect-error: events are wanted
  ['a reference', () => count(articles)],
])('count refuses %s', (_, declare) => {
  expect(declare).toThrow(TypeError);
  expect(declare).toThrow('count takes an input of events');
});
