import {
  atLeast,
  daysSince,
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  lookup,
  max,
  mean,
  min,
  mostUsed,
  reference,
  sum,
  text,
  timestamp,
} from '../../../lib/model/declare.ts';

const inputs = defineInputs({
  tills: entity({
    files: 'tills.csv',
    key: 'till_id',
    columns: {
      till_id: id(),
      name: text(),
      cash: decimal(2, { optional: true, nulls: ['NULL'] }),
      opened: timestamp(),
      closed: timestamp({ optional: true }),
    },
  }),
  receipts: events({
    files: 'receipts.csv',
    key: 'receipt_id',
    of: 'till_id',
    nulls: ['NULL', '-1'],
    columns: {
      receipt_id: id(),
      till_id: id().references('tills', { orElse: 'reject' }),
      good_ids: idList().references('goods', { orElse: 'warn' }),
      amount: decimal(2),
      tip: decimal(2, { optional: true }),
    },
  }),
  goods: reference({
    files: 'goods.csv',
    key: 'good_id',
    columns: { good_id: id(), price: decimal(3), since: timestamp() },
  }),
});
const { tills, receipts, goods } = inputs;
const mostSold = mostUsed(receipts.good_ids);

/** Tills, with features of decimals and of timestamps. */
export const TILLS = defineFeatures(inputs, {
  days_open: daysSince(tills.opened),
  turnover: sum(receipts.amount),
  least: min(receipts.amount),
  most_tip: max(receipts.tip),
  mean: mean(receipts.amount),
  large: sum(receipts.amount, { where: atLeast(receipts.amount, '0.06') }),
  sold: lookup(mostSold, goods.price),
  sold_since: lookup(mostSold, goods.since),
});

/** Their files, with further receipts. */
export const tillFiles = (receiptLines: readonly string[] = []) => ({
  tills: [
    'till_id,name,cash,opened,closed',
    '1,Front,12.5,2024-03-01 01:00:00+01:30,',
    '2,,NULL,2024-03-01T00:00:00Z,2024-02-29T23:30:00.500-01:00',
    '3,"Back",0.10,2024-02-29,2024-02-29T12:00Z',
    '4,N/A,5,2024-03-02 00:00:00 UTC,2024-03-01 00:30:00.499999Z',
    '5,Side,1.00,01.03.2024,',
    '',
  ].join('\n'),
  receipts: [
    'receipt_id,till_id,good_ids,amount,tip',
    '1,1,7,12345678901234567.8,NULL',
    '2,1,7;8,0.05,',
    '3,1,,0.05,-1',
    '4,1,7,0.055,',
    '5,1,7,"1,50",',
    '6,1,7,-1,',
    '7,1,7,1.00,-2',
    '8,3,NULL,0.50,0.25',
    '9,4,,"7",1',
    ...receiptLines,
    '',
  ].join('\n'),
  goods: ['good_id,price,since', '7,0.15,2024-01-01 00:00:00.000001999', '8,1,2024-01-01', ''].join('\n'),
});
