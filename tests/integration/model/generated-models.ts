import fc from 'fast-check';
import {
  and,
  atLeast,
  atMost,
  count,
  defineInputs,
  distinct,
  entity,
  equals,
  events,
  id,
  idList,
  includes,
  integer,
  lookup,
  max,
  mean,
  min,
  mostUsed,
  not,
  or,
  reference,
  sum,
  text,
} from '../../../lib/model/declare.ts';
import type { Feature } from '../../../lib/model/features/feature.ts';

/** Shops with orders, which name items in a list and one voucher. */
export const shopInputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      amount: integer(),
      discount: integer({ optional: true }),
      item_ids: idList().references('items', { orElse: 'warn' }),
      voucher_id: id({ optional: true }).references('vouchers', { orElse: 'warn' }),
    },
  }),
  items: reference({ files: 'items.csv', key: 'item_id', columns: { item_id: id(), item_name: text() } }),
  vouchers: reference({
    files: 'vouchers.csv',
    key: 'voucher_id',
    columns: { voucher_id: id(), label: text() },
  }),
});
const { orders, items, vouchers } = shopInputs;

export interface Order {
  readonly shop: number;
  readonly amount: bigint;
  readonly discount: bigint | null;
  readonly items: readonly bigint[];
  readonly voucher: bigint | null;
}

/** A filter as it is declared, and whether it lets an order through: null where it can't be said, as in SQL. */
interface Filter {
  readonly declared: ReturnType<typeof atLeast<'orders'>>;
  readonly holds: (order: Order) => boolean | null;
}

const NUMBERS = {
  amount: { column: orders.amount, of: (order: Order): bigint | null => order.amount },
  discount: { column: orders.discount, of: (order: Order) => order.discount },
} as const;

const IDS = {
  item_ids: { column: orders.item_ids, of: (order: Order) => new Set(order.items) },
  voucher_id: {
    column: orders.voucher_id,
    of: (order: Order) => new Set(order.voucher === null ? [] : [order.voucher]),
  },
} as const;

const anyNumber = fc.constantFrom<keyof typeof NUMBERS>('amount', 'discount').map((name) => NUMBERS[name]);
const anyIds = fc.constantFrom<keyof typeof IDS>('item_ids', 'voucher_id').map((name) => IDS[name]);

const anyComparison: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .tuple(anyNumber, fc.integer({ min: 0, max: 6 }), fc.constantFrom('atLeast', 'atMost', 'equals'))
    .map(([{ column, of }, bound, kind]): Filter => {
      const compare = {
        atLeast: (value: bigint) => value >= BigInt(bound),
        atMost: (value: bigint) => value <= BigInt(bound),
        equals: (value: bigint) => value === BigInt(bound),
      }[kind];
      const declared = {
        atLeast: atLeast(column, bound),
        atMost: atMost(column, bound),
        equals: equals(column, bound),
      }[kind];
      return {
        declared,
        holds: (order) => {
          const value = of(order);
          return value === null ? null : compare(value);
        },
      };
    }),
  fc.integer({ min: 0, max: 5 }).map(
    (wanted): Filter => ({
      declared: includes(orders.item_ids, wanted),
      holds: (order) => order.items.includes(BigInt(wanted)),
    }),
  ),
);

const all = (values: readonly (boolean | null)[]) =>
  values.includes(false) ? false : values.includes(null) ? null : true;
const any = (values: readonly (boolean | null)[]) =>
  values.includes(true) ? true : values.includes(null) ? null : false;

const { filter: anyFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2 },
    anyComparison,
    fc.tuple(tie('filter'), tie('filter'), fc.constantFrom('and', 'or')).map(
      ([a, b, kind]): Filter => ({
        declared: kind === 'and' ? and(a.declared, b.declared) : or(a.declared, b.declared),
        holds: (order) => (kind === 'and' ? all : any)([a.holds(order), b.holds(order)]),
      }),
    ),
    tie('filter').map(
      (inner): Filter => ({
        declared: not(inner.declared),
        holds: (order) => {
          const held = inner.holds(order);
          return held === null ? null : !held;
        },
      }),
    ),
  ),
}));

/** A feature as it is declared, and what its value is for the orders of one shop: counted here by hand. */
export interface GeneratedFeature {
  readonly declared: Feature;
  readonly byHand: (orders: readonly Order[]) => bigint | number | string | null | readonly bigint[];
}

const anyWhere = fc.option(anyFilter, { nil: undefined, freq: 2 });
const passing = (rows: readonly Order[], where: Filter | undefined) =>
  where ? rows.filter((order) => where.holds(order) === true) : rows;
const options = (where: Filter | undefined) => (where ? { where: where.declared } : {});

const anyNumeric = fc.tuple(anyNumber, anyWhere, fc.constantFrom('sum', 'min', 'max', 'mean')).map(
  ([{ column, of }, where, kind]): GeneratedFeature => ({
    declared: { sum, min, max, mean }[kind](column, options(where)),
    byHand(rows) {
      const values = passing(rows, where)
        .map(of)
        .filter((value) => value !== null)
        .sort((a, b) => (a < b ? -1 : 1));
      const total = values.reduce((a, b) => a + b, 0n);
      const empty = kind === 'sum' ? 0n : null;
      const found = { sum: total, min: values[0], max: values.at(-1), mean: Number(total) / values.length }[
        kind
      ];
      return values.length === 0 ? empty : (found ?? null);
    },
  }),
);

/** How many orders have each id. */
function tally(rows: readonly Order[], of: (order: Order) => ReadonlySet<bigint>): [bigint, number][] {
  const counts = new Map<bigint, number>();
  for (const id of rows.flatMap((order) => [...of(order)])) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

function mostOf(rows: readonly Order[], of: (order: Order) => ReadonlySet<bigint>): bigint[] {
  const counts = tally(rows, of);
  const most = Math.max(...counts.map(([, count]) => count));
  return counts.filter(([, count]) => count === most).map(([id]) => id);
}

/** Items and vouchers with an even id have a name; the others are not in the file, or have none. */
export const nameOf = (id: bigint): string | null => (id % 2n === 0n ? `no. ${id}, "named"` : null);

const anyList = fc.tuple(anyIds, anyWhere, fc.constantFrom('distinct', 'lowest', 'all')).map(
  ([{ column, of }, where, kind]): GeneratedFeature => ({
    declared:
      kind === 'distinct'
        ? distinct(column, options(where))
        : kind === 'all'
          ? mostUsed(column, { ...options(where), ties: 'all' })
          : mostUsed(column, options(where)),
    byHand(rows) {
      const counted = passing(rows, where);
      const most = mostOf(counted, of);
      if (kind === 'distinct') {
        return BigInt(tally(counted, of).length);
      }
      return kind === 'all' && most.length > 0 ? most : (most[0] ?? null);
    },
  }),
);

const anyLookup = anyWhere.chain((where) =>
  fc.boolean().map(
    (ofItems): GeneratedFeature => ({
      declared: ofItems
        ? lookup(mostUsed(orders.item_ids, options(where)), items.item_name)
        : lookup(mostUsed(orders.voucher_id, options(where)), vouchers.label),
      byHand(rows) {
        const [most] = mostOf(passing(rows, where), ofItems ? IDS.item_ids.of : IDS.voucher_id.of);
        return most === undefined ? null : nameOf(most);
      },
    }),
  ),
);

const anyCount = anyWhere.map(
  (where): GeneratedFeature => ({
    declared: count(orders, options(where)),
    byHand: (rows) => BigInt(passing(rows, where).length),
  }),
);

/** One to eight features of one model. */
export const anyFeatures = fc.array(
  fc.oneof(anyCount, anyNumeric, { weight: 2, arbitrary: anyList }, anyLookup),
  { minLength: 1, maxLength: 8 },
);

const anyId = fc.oneof(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 2n ** 62n, max: 2n ** 62n + 3n }));

/** Orders of the shops 1 to 4. */
export const anyOrders = fc.array(
  fc.record<Order>({
    shop: fc.integer({ min: 1, max: 4 }),
    amount: fc.oneof(fc.bigInt({ min: 0n, max: 6n }), fc.bigInt({ min: 0n, max: 2n ** 52n })),
    discount: fc.option(fc.bigInt({ min: 0n, max: 6n })),
    items: fc.array(anyId, { maxLength: 5 }),
    voucher: fc.option(anyId),
  }),
  { maxLength: 60 },
);
