import { expect, test } from 'vitest';
import { kernelModule } from '../../../../lib/aggregation/kernel/compiled.ts';
import { instantiate } from '../../../../lib/aggregation/kernel/instance.ts';
import { inputOf } from '../../../../lib/model/declaration/define-inputs.ts';
import { MOST_SLOTS } from '../../../../lib/model/declaration/feature-problems.ts';
import {
  count,
  date,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  sum,
} from '../../../../lib/model/declare.ts';
import type { NumericColumn } from '../../../../lib/model/features/feature.ts';

const amounts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`amount_${index}`, integer()]));

function shopsWith(columns: number) {
  return defineInputs({
    shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id(), opened: date() } }),
    orders: events({
      files: 'orders.csv',
      key: 'order_id',
      of: 'shop_id',
      columns: {
        order_id: id(),
        shop_id: id().references('shops', { orElse: 'reject' }),
        ...amounts(columns),
      },
    }),
  });
}

test('all that is wrong with features is told at once', () => {
  const inputs = shopsWith(1);
  const other = shopsWith(1);

  const declare = () =>
    defineFeatures(
      inputs,
      { Orders: count(inputs.orders), opened: count(inputs.orders), theirs: count(other.orders) },
      { table: 'Result' },
    );

  expect(declare).toThrow(/Result.*\n.*feature Orders: .*\n.*feature opened: .*\n.*feature theirs: /);
});

test('there is room for as many slots of an input as the kernel has', () => {
  expect(MOST_SLOTS).toBe(instantiate(kernelModule()).slotLimit());
});

test.each([
  [MOST_SLOTS, false],
  [MOST_SLOTS + 1, true],
])('%i sums of an input are refused: %s', (size, isRefused) => {
  const inputs = shopsWith(size);
  const columns = inputOf(inputs.orders).columns.filter(
    (column): column is NumericColumn => column.type === 'integer',
  );
  const sums = columns.map((column) => [`total_${column.name}`, sum(column)]);

  const declare = () => defineFeatures(inputs, Object.fromEntries(sums));

  const said = `orders: its features need ${size} sums`;
  (isRefused ? expect(declare) : expect(declare).not).toThrow(said);
});
