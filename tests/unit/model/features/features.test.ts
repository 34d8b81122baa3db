import { describe, expect, test } from 'vitest';
import { count } from '../../../../lib/model/features/count.ts';
import { daysSince } from '../../../../lib/model/features/days-since.ts';
import { max } from '../../../../lib/model/features/max.ts';
import { mean } from '../../../../lib/model/features/mean.ts';
import { min } from '../../../../lib/model/features/min.ts';
import { sum } from '../../../../lib/model/features/sum.ts';
import { inputs } from '../shops.ts';

const { shops, orders } = inputs;

describe('what is accumulated', () => {
  test.each([
    ['count', count(orders)],
    ['daysSince', daysSince(shops.closed)],
  ])('for %s nothing', (_, feature) => {
    expect(feature.slots).toEqual([]);
  });

  test.each([
    ['sum', sum, 'sum'],
    ['min', min, 'min'],
    ['max', max, 'max'],
    ['mean', mean, 'sum'],
  ] as const)('for %s of a column that has no NULL, one slot', (_, feature, kind) => {
    expect(feature(orders.amount).slots).toEqual([{ kind, column: orders.amount }]);
  });

  test.each([
    ['min', min, 'min'],
    ['max', max, 'max'],
    ['mean', mean, 'sum'],
  ] as const)('for %s of one that may be NULL, how many are not as well', (_, feature, kind) => {
    expect(feature(orders.discount).slots).toEqual([
      { kind, column: orders.discount },
      { kind: 'count', column: orders.discount },
    ]);
  });

  test('for a sum of one that may be NULL, the sum: it is 0 of nothing', () => {
    expect(sum(orders.discount).slots).toEqual([{ kind: 'sum', column: orders.discount }]);
  });
});

test('days since a date read it, and a count the key of what it counts', () => {
  expect(daysSince(shops.opened).reads).toEqual([shops.opened]);
  expect(count(orders).reads).toEqual([orders.order_id]);
  expect([sum(orders.amount), mean(orders.amount)].flatMap(({ reads }) => reads)).toEqual([]);
});
