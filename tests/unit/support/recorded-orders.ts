import fc from 'fast-check';
import { ID_COLUMNS, NO_AMOUNT } from './recording.ts';

/** An order as it is meant, whatever it looks like in a file. */
export interface Order {
  readonly order_id: bigint;
  readonly shop_id: bigint;
  readonly amount: bigint | null;
  readonly item_ids: readonly bigint[];
  readonly voucher_id: bigint | null;
  readonly tag_ids: readonly bigint[];
  readonly courier_id: bigint;
  readonly look: keyof typeof LOOKS;
}

const replaced = (fields: readonly string[], at: number, field: string) => fields.with(at, field).join(',');

/** How an order is written: plainly, for the careful path, or so that it is rejected. */
const LOOKS = {
  plain: (fields: string[]) => fields.join(','),
  padded: (fields: string[]) => fields.map((field) => ` ${field} `).join(','),
  quoted: (fields: string[]) => `"${fields.join('","')}"`,
  signed: (fields: string[]) => `+${fields.join(',')}`,
  bad_list: (fields: string[]) => replaced(fields, 4, '1;x'),
  bad_key: (fields: string[]) => replaced(fields, 0, 'x'),
  bad_serial: (fields: string[]) => replaced(fields, 2, '-1'),
  bad_courier: (fields: string[]) => replaced(fields, 7, ''),
  bad_quoted: (fields: string[]) => replaced(fields, 3, '"none"'),
  wrong_count: (fields: string[]) => `${fields.join(',')},1`,
};
const REJECTED: readonly Order['look'][] = [
  'bad_key',
  'bad_serial',
  'bad_courier',
  'bad_quoted',
  'wrong_count',
];

const HEADER = 'order_id,shop_id,serial,amount,item_ids,voucher_id,tag_ids,courier_id';

/** The lines of orders, the header first; the serial number of an order is its position. */
export const linesOf = (orders: readonly Order[]): string[] => [HEADER, ...orders.map(lineOf)];

function lineOf(order: Order, serial: number): string {
  const { order_id, shop_id, amount, item_ids, voucher_id, tag_ids, courier_id, look } = order;
  const [items, tags] = [item_ids.join(';'), tag_ids.join(';')];
  const fields = [order_id, shop_id, serial, amount ?? '', items, voucher_id ?? '', tags, courier_id];
  return LOOKS[look](fields.map(String));
}

/** Serial numbers of the orders that count, in their order: of those with the same id that are usable, the first. */
export function serialsOf(orders: readonly Order[]): number[] {
  const known = new Set<bigint>();
  return [...orders.keys()].filter((serial) => {
    const { order_id, look } = orders[serial] as Order;
    return !REJECTED.includes(look) && !known.has(order_id) && known.add(order_id);
  });
}

function idsOf(order: Order, column: (typeof ID_COLUMNS)[number]): bigint[] {
  const ids = column === 'item_ids' && order.look === 'bad_list' ? [] : [order[column]].flat();
  return [...new Set(ids)].filter((id) => id !== null);
}

/** The position of each id among all, in ascending order. */
function ranks(ids: readonly bigint[]): (id: bigint) => number {
  const ascending = [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));
  const positions = new Map(ascending.map((id, position) => [id, position]));
  return (id) => positions.get(id) ?? -1;
}

/** An entry of a state: the owner's number, that of an id if it is of one, and the values. */
export interface Entry {
  readonly owner: number;
  readonly id: number | undefined;
  readonly values: readonly bigint[];
}

const byNumbers = (a: Entry, b: Entry): number => a.owner - b.owner || (a.id ?? 0) - (b.id ?? 0);

/** What the recorders of recordingModel are to come to: entries by owner, then by id, then as in the file. */
export function expectedEntries(orders: readonly Order[]): Entry[][] {
  const rows = serialsOf(orders).map((serial) => ({
    serial: BigInt(serial),
    order: orders[serial] as Order,
  }));
  const ownerOf = ranks(rows.map(({ order }) => order.shop_id));
  const ofRows = rows.map(({ serial, order }): Entry => {
    const counts = ID_COLUMNS.map((column) => BigInt(idsOf(order, column).length));
    return {
      owner: ownerOf(order.shop_id),
      id: undefined,
      values: [serial, order.amount ?? NO_AMOUNT, ...counts],
    };
  });
  const ofIds = ID_COLUMNS.map((column) => {
    const numberOf = ranks(rows.flatMap(({ order }) => idsOf(order, column)));
    return rows.flatMap(({ serial, order }) =>
      idsOf(order, column).map(
        (id): Entry => ({ owner: ownerOf(order.shop_id), id: numberOf(id), values: [serial, id] }),
      ),
    );
  });
  return [ofRows, ...ofIds].map((entries) => entries.sort(byNumbers));
}

const id = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt(0n, 9n) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(65_535n, 65_536n, 2n ** 22n, 2n ** 27n, 2n ** 40n, 2n ** 63n - 1n),
  },
);
const look = fc.oneof(
  { weight: 8, arbitrary: fc.constant('plain' as const) },
  { weight: 4, arbitrary: fc.constantFrom('padded', 'quoted', 'signed', 'bad_list') },
  { weight: 1, arbitrary: fc.constantFrom(...REJECTED) },
);
const order: fc.Arbitrary<Order> = fc.record({
  order_id: fc.oneof({ weight: 5, arbitrary: fc.bigInt(0n, 200n) }, fc.bigInt(2n ** 27n, 2n ** 27n + 9n)),
  shop_id: id,
  amount: fc.option(fc.oneof(fc.bigInt(0n, 99n), fc.bigInt(0n, 2n ** 63n - 1n))),
  item_ids: fc.array(id, { maxLength: 6 }),
  voucher_id: fc.option(id),
  tag_ids: fc.array(id, { maxLength: 3 }),
  courier_id: id,
  look,
});

/** Orders of all looks: some of the same ids, small and wide ones. */
export const anyOrders = fc.array(order, { maxLength: 60 });

/** As many orders, the same each time, of more and more owners and ids: tables grow, and windows are many. */
export const manyOrders = (count: number): Order[] =>
  Array.from({ length: count }, (_, n) => ({
    order_id: BigInt(n),
    shop_id: n % 3 === 0 ? BigInt(n) : 2n ** 40n + BigInt(n % 2000),
    amount: n % 4 === 0 ? null : BigInt(n),
    item_ids: [BigInt(n % 500), BigInt(n) * 7n, BigInt(n % 500)],
    voucher_id: n % 5 === 0 ? null : 2n ** 30n + BigInt(n),
    tag_ids: Array.from({ length: n % 4 }, (_, at) => BigInt(at * n)),
    courier_id: BigInt(n % 17),
    look: n % 97 === 0 ? 'quoted' : n % 101 === 0 ? 'bad_serial' : 'plain',
  }));
