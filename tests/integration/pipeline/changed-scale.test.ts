import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  sum,
} from '../../../lib/model/declare.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

/** Tills whose amounts have so many decimals. */
function modelOf(scale: number) {
  const inputs = defineInputs({
    tills: entity({ files: 'tills.csv', key: 'till_id', columns: { till_id: id(), cash: decimal(scale) } }),
    receipts: events({
      files: 'receipts.csv',
      key: 'receipt_id',
      of: 'till_id',
      columns: {
        receipt_id: id(),
        till_id: id().references('tills', { orElse: 'reject' }),
        amount: decimal(scale),
      },
    }),
  });
  return defineFeatures(inputs, { turnover: sum(inputs.receipts.amount) });
}

let bench: Workbench;
beforeAll(async () => {
  bench = await makeWorkbench();
  bench.write({ tills: 'till_id,cash\n1,12.50\n', receipts: 'receipt_id,till_id,amount\n1,1,3.5\n' });
});
afterAll(async () => bench.remove());

test('all rows are written with the decimals that are declared now, also where only these have changed', async () => {
  const conf = { asOf: '2026-01-01' };
  await bench.run('etl-1', conf, { model: modelOf(2) });
  const [before] = await bench.look`SELECT cash::text, turnover::text FROM tills_derivation`;

  const { updated } = await bench.run('etl-2', conf, { model: modelOf(3) });

  const [after] = await bench.look`SELECT cash::text, turnover::text FROM tills_derivation`;
  expect(before).toEqual({ cash: '12.50', turnover: '3.50' });
  expect(after).toEqual({ cash: '12.500', turnover: '3.500' });
  expect(updated).toBe(1);
});
