import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defineFeatures } from '../../../lib/model/declare.ts';
import type { Model } from '../../../lib/model/model.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from '../pipeline/workbench.ts';
import { anyFeatures, anyOrders, nameOf, type Order, shopInputs } from './generated-models.ts';

/** DECLARATIONS=1000 is the long run (README-build.md). */
const RUNS = Number(process.env['DECLARATIONS'] ?? 30);
const SHOPS = [1, 2, 3, 4];

let bench: Workbench;
let dependencies: ReturnType<Workbench['dependencies']>;
beforeAll(async () => {
  bench = await makeWorkbench();
  dependencies = bench.dependencies();
});
afterAll(async () => bench.remove());

const csv = (header: string, lines: readonly string[]) => [header, ...lines, ''].join('\n');

/** A fifth of the lines are quoted, so that both readers have their share; a list may name an id twice. */
function orderLine({ shop, amount, discount, items, voucher }: Order, index: number): string {
  const fields = [index + 1, shop, amount, discount ?? '', items.join(';'), voucher ?? ''];
  return fields.map((field) => (index % 5 === 4 ? `"${field}"` : field)).join(',');
}

/** What the reference files have of the ids that are named: a name, no name, or no row at all. */
function named(ids: readonly bigint[]): string[] {
  const distinct = [...new Set(ids)].filter((id) => id % 3n !== 1n || id % 2n === 0n);
  return distinct.map((id) => `${id},"${nameOf(id)?.replaceAll('"', '""') ?? ''}"`);
}

function write(orders: readonly Order[]): void {
  bench.write({
    shops: csv('shop_id', SHOPS.map(String)),
    orders: csv('order_id,shop_id,amount,discount,item_ids,voucher_id', orders.map(orderLine)),
    items: csv('item_id,item_name', named(orders.flatMap(({ items }) => [...items]))),
    vouchers: csv(
      'voucher_id,label',
      named(orders.flatMap(({ voucher }) => (voucher === null ? [] : [voucher]))),
    ),
  });
}

/** A value as PostgreSQL's driver and our oracle can be compared. */
const plain = (value: unknown): unknown =>
  Array.isArray(value) ? `[${value.join(', ')}]` : typeof value === 'bigint' ? String(value) : value;

/** The whole run, over the connections that there are, in parts of a few lines each: partials are stored, read and merged. */
async function runWhole(runId: string, model: Model): Promise<void> {
  const config = { ...dependencies.config, ETL_PART_BYTES: 300 };
  const own = { ...dependencies, model, config };
  const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf: { acceptDeletes: true } }, own);
  for (const part of parts) {
    await load(part, own);
  }
  await publish({ runId }, own);
}

test(`${RUNS} generated declarations over generated files equal what is counted by hand`, async () => {
  let run = 0;
  const property = fc.asyncProperty(anyFeatures, anyOrders, async (features, orders) => {
    const names = features.map((_, index) => `feature_${index}`);
    const declared = Object.fromEntries(
      features.map(({ declared: one }, index) => [`feature_${index}`, one]),
    );
    const model = defineFeatures(shopInputs, declared);
    write(orders);
    await bench.look`DROP TABLE IF EXISTS shops_derivation`;
    await runWhole(`run-${run++}`, model);

    // The driver reads a list of numbers, which are doubles to it: as a text they stay what they are.
    const selected = features.map(({ declared: { sqlType } }, index) =>
      sqlType === 'jsonb' ? `feature_${index}::text` : `feature_${index}`,
    );
    const rows = await bench.look.unsafe<Record<string, unknown>[]>(
      `SELECT ${selected.join(', ')} FROM shops_derivation ORDER BY shop_id`,
    );

    const expected = SHOPS.map((shop) => {
      const own = orders.filter((order) => order.shop === shop);
      return features.map(({ byHand }) => plain(byHand(own)));
    });
    expect(rows.map((row) => names.map((name) => plain(row[name])))).toEqual(expected);
  });
  await fc.assert(property, { numRuns: RUNS, endOnFailure: RUNS > 100 });
}, 1_800_000);
