import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  count,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  integer,
  mean,
  sum,
  textId,
} from '../../../lib/model/declare.ts';
import { Random } from '../../fuzz/random.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

/** Features of sums and counts alone: rows can be taken out of what a part came to. */
function modelOf(key: ReturnType<typeof id> | ReturnType<typeof textId>) {
  const inputs = defineInputs({
    tills: entity({ files: 'tills.csv', key: 'till', columns: { till: id() } }),
    receipts: events({
      files: 'receipts.csv',
      key: 'receipt',
      of: 'till',
      columns: {
        receipt: key,
        till: id().references('tills', { orElse: 'reject' }),
        amount: integer({ optional: true }),
      },
    }),
  });
  const { receipts } = inputs;
  return defineFeatures(inputs, {
    receipts: count(receipts),
    total: sum(receipts.amount),
    average: mean(receipts.amount),
  });
}

let bench: Workbench;
beforeAll(async () => {
  bench = await makeWorkbench();
});
afterAll(() => bench.remove());

/** Rows of which every key is in about three places, many of them without an amount. */
function anyReceipts(random: Random): string {
  const rows = Array.from({ length: 300 }, () => {
    const amount = random.chance(0.5) ? '' : random.pick(['7', '0', '9223372036854775', 'x']);
    return `${random.below(100)},${random.below(8)},${amount}`;
  });
  return `receipt,till,amount\n${rows.join('\n')}\n`;
}

test.each([
  ['numbers', id(), 1],
  ['texts', textId(), 2],
])('what parts share counts once, in its first row, whatever has no value: %s', async (kind, key, seed) => {
  const random = new Random(seed);
  const model = modelOf(key);
  bench.write({ tills: `till\n${[0, 1, 2, 3, 4, 5, 6].join('\n')}\n`, receipts: anyReceipts(random) });
  const left = async (runId: string, partBytes: number) => {
    const config = { ETL_PART_BYTES: partBytes, ETL_MAX_REJECT_RATIO: 1 };
    await bench.run(runId, { asOf: '2024-01-01' }, { model, config });
    const table = await bench.look`SELECT * FROM tills_derivation ORDER BY till`;
    const rejects = await bench.look`
      SELECT line, column_name, reason, raw FROM etl.rejected_rows WHERE run_id = ${runId} ORDER BY line, reason`;
    const [{ parts } = { parts: 0n }] = await bench.look<{ parts: bigint }[]>`
      SELECT count(*) AS parts FROM etl.parts WHERE run_id = ${runId} AND input = 'receipts'`;
    return { parts: Number(parts), found: { table: [...table], rejects: [...rejects] } };
  };

  const whole = await left(`${kind}-whole`, 1 << 20);
  const inParts = await left(`${kind}-parts`, 700);

  expect(whole.parts).toBe(1);
  expect(inParts.parts).toBeGreaterThan(2);
  expect(inParts.found).toEqual(whole.found);
});
