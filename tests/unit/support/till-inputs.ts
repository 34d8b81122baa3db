import {
  date,
  decimal,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  text,
  timestamp,
} from '../../../lib/model/declare.ts';

/** Tills with what was paid at them: decimals, timestamps, and texts that stand for nothing, of an input and of a column. */
export const tillInputs = defineInputs({
  tills: entity({
    files: 'tills.csv',
    key: 'till_id',
    columns: {
      till_id: id(),
      name: text(),
      cash: decimal(2, { optional: true, nulls: ['NULL'] }),
      opened: timestamp(),
      closed: timestamp({ optional: true, nulls: ['NULL', 'open'] }),
      note: text({ nulls: ['NA'] }),
    },
  }),
  receipts: events({
    files: 'receipts.csv',
    key: 'receipt_id',
    of: 'till_id',
    nulls: ['NULL', '\\N', '-1'],
    columns: {
      receipt_id: id(),
      till_id: id().references('tills', { orElse: 'reject' }),
      good_ids: idList().references('goods', { orElse: 'warn' }),
      amount: decimal(2),
      tip: decimal(2, { optional: true }),
      pieces: integer({ optional: true }),
      paid: integer({ optional: true, nulls: [] }),
    },
  }),
  goods: reference({
    files: 'goods.csv',
    key: 'good_id',
    columns: {
      good_id: id(),
      title: text(),
      price: decimal(3),
      since: timestamp({ optional: true }),
      first_sold: date({ optional: true }),
    },
  }),
});
