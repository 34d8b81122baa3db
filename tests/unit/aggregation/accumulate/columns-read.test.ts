import { expect, test } from 'vitest';
import { columnsRead } from '../../../../lib/aggregation/accumulate/columns-read.ts';
import { count, defineFeatures, sum } from '../../../../lib/model/declare.ts';
import { eventsPlanOf, type Model } from '../../../../lib/model/model.ts';
import { recordedInputs, recordingModel } from '../../support/recording.ts';

const { orders } = recordedInputs;

function namesOf(model: Model) {
  const { integers, ids, shown } = columnsRead(eventsPlanOf(model, 'orders'));
  return { integers: integers.map(({ name }) => name), ids: ids.map(({ name }) => name), shown: [...shown] };
}

test('without aggregates, the columns of slots and those that reference another input are read, each once', () => {
  const model = defineFeatures(recordedInputs, {
    n: count(orders),
    turnover: sum(orders.amount),
    again: sum(orders.amount),
    serials: sum(orders.serial),
  });

  expect(namesOf(model)).toEqual({
    integers: ['amount', 'serial'],
    ids: ['item_ids', 'voucher_id'],
    shown: [],
  });
});

test('what aggregates read comes after that, and is shown', () => {
  expect(namesOf(recordingModel)).toEqual({
    integers: ['serial', 'amount'],
    ids: ['item_ids', 'voucher_id', 'tag_ids', 'courier_id'],
    shown: ['serial', 'amount', 'item_ids', 'voucher_id', 'tag_ids', 'courier_id'],
  });
});
