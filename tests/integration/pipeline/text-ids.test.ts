import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  count,
  defineFeatures,
  defineInputs,
  entity,
  equals,
  events,
  integer,
  lookup,
  mostUsed,
  reference,
  sum,
  text,
  textId,
  textIdList,
} from '../../../lib/model/declare.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from './workbench.ts';

const inputs = defineInputs({
  shops: entity({ files: 'shops-*.csv', key: 'shop', columns: { town: text(), shop: textId() } }),
  orders: events({
    files: 'orders-*.csv',
    key: 'order',
    of: 'shop',
    columns: {
      order: textId(),
      shop: textId().references('shops', { orElse: 'reject' }),
      items: textIdList().references('items', { orElse: 'warn' }),
      voucher: textId({ optional: true }).references('items', { orElse: 'warn' }),
      amount: integer(),
    },
  }),
  items: reference({ files: 'items-*.csv', key: 'item', columns: { item: textId(), label: text() } }),
});
const { orders, items } = inputs;
const model = defineFeatures(inputs, {
  orders: count(orders),
  turnover: sum(orders.amount),
  favourite: mostUsed(orders.items),
  favourites: mostUsed(orders.items, { ties: 'all' }),
  label: lookup(mostUsed(orders.items), items.label),
  vouchers: count(orders, { where: equals(orders.voucher, 'i 1') }),
});

let bench: Workbench;
beforeAll(async () => {
  bench = await makeWorkbench();
});
afterAll(async () => bench.remove());

interface Order {
  readonly order: string;
  readonly shop: string;
  readonly items: readonly string[];
  readonly voucher: string;
  readonly amount: number;
}

/** Ids with everything that they may have in them; few, so that they meet. */
const oneOf = (prefix: string, most: number) =>
  fc.nat(most).map((number) => {
    const odd = ['', '"', "'", ' ', 'ä', '€🙂', '\\', '/', '%', '<b>', 'NULL', '{}'][number % 12];
    return `${prefix}${odd}${number}`;
  });
const anyOrder: fc.Arbitrary<Order> = fc.record({
  order: oneOf('o', 60),
  shop: oneOf('s', 9),
  items: fc.array(oneOf('i', 7), { maxLength: 4 }),
  voucher: fc.oneof(fc.constant(''), oneOf('i', 7), fc.constant('i 1')),
  amount: fc.nat(1000),
});
const anyCase = fc.record({
  orders: fc.array(fc.array(anyOrder, { maxLength: 25 }), { minLength: 1, maxLength: 3 }),
  shops: fc.array(fc.array(oneOf('s', 9), { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
  items: fc.array(fc.array(oneOf('i', 7), { maxLength: 6 }), { minLength: 1, maxLength: 2 }),
});

const quoted = (field: string | number) => `"${String(field).replaceAll('"', '""')}"`;
/** Quoted where it has to be, and where it is odd in number: both readers have their share. */
const line = (fields: readonly (string | number)[], at: number) =>
  fields.map((field) => (at % 2 === 1 || /["\n]/.test(String(field)) ? quoted(field) : field)).join(',');
const csv = (header: string, lines: readonly string[]) => [header, ...lines, ''].join('\n');

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** What a run has to come to, by hand. */
function expected({
  orders: files,
  shops,
  items: itemFiles,
}: typeof anyCase extends fc.Arbitrary<infer Case> ? Case : never) {
  const keys = [...new Set(shops.flat())].sort(byBytes);
  const known = new Map(
    itemFiles.flatMap((own, file) => own.map((item) => [item, `${item} of ${file}`] as const)).reverse(),
  );
  const first = [
    ...new Map(
      files
        .flat()
        .reverse()
        .map((order) => [order.order, order]),
    ).values(),
  ];
  const rows = keys.map((shop) => {
    const own = first.filter((order) => order.shop === shop);
    const uses = new Map<string, number>();
    for (const item of own.flatMap((order) => [...new Set(order.items)])) {
      uses.set(item, (uses.get(item) ?? 0) + 1);
    }
    const most = Math.max(...uses.values());
    const favourites = [...uses]
      .filter(([, times]) => times === most)
      .map(([item]) => item)
      .sort(byBytes);
    return {
      shop,
      town: `town of ${shops.findIndex((own) => own.includes(shop))}`,
      orders: BigInt(own.length),
      turnover: BigInt(own.reduce((total, { amount }) => total + amount, 0)),
      favourite: favourites[0] ?? null,
      favourites: favourites.length > 0 ? favourites : null,
      label: known.get(favourites[0] ?? '') ?? null,
      vouchers: BigInt(own.filter(({ voucher }) => voucher === 'i 1').length),
    };
  });
  const unknown = first.filter(({ shop }) => !keys.includes(shop)).length;
  const repeated = files.flat().length - first.length;
  const repeatedShops = shops.flat().length - keys.length;
  return { rows, unknown, repeated, repeatedShops };
}

describe.each([
  ['all bits', undefined],
  ['eight bits', 8],
  ['no bit', 0],
])('a run over ids that are texts, with hashes of %s', (what, hashBits) => {
  test('comes to what is counted by hand, in parts that repeat each other', async () => {
    const dependencies = { ...bench.dependencies(), model, hashBits };
    const config = { ...dependencies.config, ETL_PART_BYTES: 300, ETL_MAX_REJECT_RATIO: 1 };
    const own = { ...dependencies, config };
    let run = 0;
    const property = fc.asyncProperty(anyCase, async (given) => {
      const files = [
        ...given.shops.map((shops, at) => [
          `shops-${at}`,
          csv(
            'shop,town',
            shops.map((shop, n) => line([shop, `town of ${at}`], n)),
          ),
        ]),
        ...given.orders.map((all, at) => [
          `orders-${at}`,
          csv(
            'order,shop,items,voucher,amount',
            all.map((order, n) =>
              line([order.order, order.shop, order.items.join(';'), order.voucher, order.amount], n),
            ),
          ),
        ]),
        ...given.items.map((all, at) => [
          `items-${at}`,
          csv(
            'item,label',
            all.map((item, n) => line([item, `${item} of ${at}`], n)),
          ),
        ]),
      ];
      bench.clear();
      bench.write(Object.fromEntries(files));
      await bench.look`DROP TABLE IF EXISTS shops_derivation`;
      const runId = `run ${what} ${run++}`;
      const wanted = expected(given);

      const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf: { acceptDeletes: true } }, own);
      for (const part of parts) {
        await load(part, own);
      }
      const published = publish({ runId }, own);
      if (wanted.rows.length === 0) {
        await expect(published).rejects.toThrow('so the table would be empty');
        return;
      }
      await published;

      const rows = await bench.look`
        SELECT shop, town, orders, turnover, favourite, favourites, label, vouchers FROM shops_derivation ORDER BY shop`;
      expect([...rows]).toEqual(wanted.rows);
      const counts = await bench.look<{ input: string; reason: string; count: bigint }[]>`
        SELECT input, reason, sum(count)::bigint AS count FROM etl.reject_counts
        WHERE run_id = ${runId} AND severity = 'reject' GROUP BY input, reason`;
      const of = (input: string, reason: string) =>
        Number(counts.find((found) => found.input === input && found.reason === reason)?.count ?? 0);
      expect(of('orders', 'duplicate_id')).toBe(wanted.repeated);
      expect(of('orders', 'unknown_shop')).toBe(wanted.unknown);
      expect(of('shops', 'duplicate_id')).toBe(wanted.repeatedShops);
    });

    await fc.assert(property, { numRuns: 15, endOnFailure: true });
  });
});
