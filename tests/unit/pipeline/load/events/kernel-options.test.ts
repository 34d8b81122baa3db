import { describe, expect, test } from 'vitest';
import {
  atLeast,
  count,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  max,
  sum,
} from '../../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { kernelOptions } from '../../../../../lib/pipeline/load/events/kernel-options.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { sliceInMemory } from '../../../support/slices.ts';
import { tillInputs } from '../../../support/till-inputs.ts';

const { orders, visits } = shopInputs;
const model = defineFeatures(shopInputs, {
  turnover: sum(orders.amount),
  most: max(orders.amount),
  discounts: sum(orders.discount),
  minutes: sum(visits.minutes),
});

/** What the kernel is told of a file with that header. */
const optionsOf = (input: string, header: string) =>
  kernelOptions(sliceInMemory(model, input, Buffer.from(`${header}\n`)), eventsPlanOf(model, input), 1024);

test('key, owner, slots and references are told by their positions in the file', () => {
  const options = optionsOf('orders', 'amount;further;discount;item_ids;order_id;voucher_id;shop_id');

  expect(options).toMatchObject({
    delimiter: ';',
    width: 7,
    maxRecordBytes: 1024,
    key: 4,
    owner: 6,
    slots: [
      { kind: 'sum', column: 0, optional: false },
      { kind: 'max', column: 0, optional: false },
      { kind: 'sum', column: 2, optional: true },
    ],
    references: [
      { column: 3, isList: true },
      { column: 5, isList: false, optional: true },
    ],
  });
});

test('columns that the file lacks have no position', () => {
  const { slots, references } = optionsOf('orders', 'order_id,shop_id,amount');

  expect(slots.map(({ column }) => column)).toEqual([2, 2, undefined]);
  expect(references.map(({ column }) => column)).toEqual([undefined, undefined]);
});

test('positions lead to the names of the model, and of further columns to none', () => {
  const { columnNames } = optionsOf('orders', 'AMOUNT,further,Shop_ID,order_id');

  expect([0, 1, 2, 3].map((position) => columnNames[position])).toEqual([
    'amount',
    undefined,
    'shop_id',
    'order_id',
  ]);
});

test('events that name nothing have no references', () => {
  expect(optionsOf('visits', 'visit_id,shop_id,minutes').references).toEqual([]);
});

describe('of columns that are not read by digits alone', () => {
  const { receipts } = tillInputs;
  const tills = defineFeatures(tillInputs, {
    turnover: sum(receipts.amount),
    tips: sum(receipts.tip),
    pieces: sum(receipts.pieces),
    big: count(receipts, { where: atLeast(receipts.paid, 3) }),
  });
  const header = Buffer.from('receipt_id,till_id,good_ids,amount,tip,pieces,paid\n');
  const options = kernelOptions(
    sliceInMemory(tills, 'receipts', header),
    eventsPlanOf(tills, 'receipts'),
    1024,
  );
  const nulls = ['NULL', '\\N', '-1'];

  test('it is told the decimals, and the texts that stand for NULL where there may be any', () => {
    expect(options.slots).toEqual([
      { kind: 'sum', column: 3, optional: false, scale: 2 },
      { kind: 'sum', column: 4, optional: true, scale: 2, nulls },
      { kind: 'sum', column: 5, optional: true, nulls },
    ]);
    expect(options.shown).toEqual([{ column: 6, optional: true }]);
  });

  test('rows with such a text in another column are left to the careful path, if it looks like a value', () => {
    expect(options.withheld).toEqual([
      { column: 0, nulls },
      { column: 1, nulls },
      { column: 3, nulls },
      { column: 2, nulls },
    ]);
  });
});

test('no row is left to the careful path for texts of letters, which are no numbers anyway', () => {
  const inputs = defineInputs({
    shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
    sales: events({
      files: 'sales.csv',
      key: 'sale_id',
      of: 'shop_id',
      nulls: ['NULL', 'n/a'],
      columns: { sale_id: id(), shop_id: id().references('shops', { orElse: 'reject' }), price: integer() },
    }),
  });
  const own = defineFeatures(inputs, { total: sum(inputs.sales.price) });
  const slice = sliceInMemory(own, 'sales', Buffer.from('sale_id,shop_id,price\n'));

  expect(kernelOptions(slice, eventsPlanOf(own, 'sales'), 1024).withheld).toEqual([]);
});

test.each([
  ['key', 'visit_id'],
  ['owner', 'shop_id'],
  ['column of a slot', 'minutes'],
])('a header in which the %s was not looked for is an error: its values are not NULL', (_what, missing) => {
  const slice = sliceInMemory(model, 'visits', Buffer.from('visit_id,shop_id,minutes\n'));
  const { [missing]: _, ...columns } = slice.header.columns;
  const without = { ...slice, header: { ...slice.header, columns } };

  expect(() => kernelOptions(without, eventsPlanOf(model, 'visits'), 1024)).toThrow(
    `plan did not look for a column ${missing}: the code changed during the run, start a new run`,
  );
});
