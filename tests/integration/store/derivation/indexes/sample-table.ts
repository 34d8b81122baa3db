import type { Database } from '../../../../../lib/clients/postgres.ts';
import {
  count,
  date,
  daysSince,
  decimal,
  defineFeatures,
  defineInputs,
  distinct,
  entity,
  events,
  id,
  idList,
  integer,
  lookup,
  mean,
  mostUsed,
  reference,
  sum,
  text,
  textId,
  timestamp,
} from '../../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { derivationTable, quoted } from '../../../../../lib/store/derivation/table-columns.ts';

const inputs = defineInputs({
  shops: entity({
    files: 'shops.csv',
    key: 'code',
    columns: {
      code: textId(),
      town: text({ optional: true }),
      note: text(),
      opened: date({ optional: true }),
      seen: timestamp({ optional: true }),
      rent: decimal(2, { optional: true }),
    },
  }),
  goods: reference({ files: 'goods.csv', key: 'good', columns: { good: id(), label: text() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop',
    columns: {
      order_id: id(),
      shop: textId().references('shops', { orElse: 'reject' }),
      goods: idList().references('goods', { orElse: 'warn' }),
      amount: integer({ optional: true }),
    },
  }),
});
const { shops, orders, goods } = inputs;

/** A model with a column of each type, keys that are texts, and two features that count days. */
export const MODEL = defineFeatures(inputs, {
  age: daysSince(shops.opened),
  unseen: daysSince(shops.seen),
  orders: count(orders),
  total: sum(orders.amount),
  usual: mean(orders.amount),
  kinds: distinct(orders.goods),
  best: lookup(mostUsed(orders.goods), goods.label),
  all_best: mostUsed(orders.goods, { ties: 'all' }),
});
export const TABLE = derivationTable(MODEL);
export const AS_OF = '2024-03-01';

const one = <T>(random: () => number, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)] as T;

/** Fills the table with rows of few different values, so that many are equal; days are what they follow from. */
export async function fillTable(database: Database, rows: number, random: () => number): Promise<void> {
  const long = 'zoë '.repeat(400);
  const texts = ['Zoë', 'zoe', 'ZOE', 'Łódź', 'a', '', '50%_\\', 'straße', long, `${long}b`, 'needle 12'];
  const days = [null, '2023-12-31', '2024-02-28', '2024-02-29', AS_OF, '2024-03-02', '2030-01-01'];
  const moments = days.map((day) => day && `${day}T${one(random, ['00:00:00Z', '23:59:59.5Z'])}`);
  await syncDerivationTable(database, MODEL);
  await database`TRUNCATE ${database(MODEL.table)}`;
  const names = TABLE.columns.map(({ name }) => name);
  for (let row = 0; row < rows; row++) {
    const [opened, seen] = [one(random, days), one(random, moments)];
    const values: Record<string, unknown> = {
      ...{
        code: `K${Math.floor(random() * 1e9)}-${row}`,
        town: one(random, [null, ...texts]),
        note: one(random, texts),
      },
      ...{ opened, seen, rent: one(random, [null, '1.50', '-2.00', '12.25']) },
      ...{
        age: daysTo(opened),
        unseen: daysTo(seen),
        orders: one(random, ['0', '1', '9223372036854775807']),
      },
      ...{
        total: one(random, [null, '5', '7']),
        usual: one(random, [null, 0.5, 2.5]),
        kinds: one(random, ['0', '1']),
      },
      ...{ best: one(random, [null, ...texts]), all_best: null, as_of: AS_OF },
    };
    await database.unsafe(
      `INSERT INTO ${TABLE.sqlName} (${names.map(quoted).join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      names.map((name) => values[name] as string),
    );
  }
}

const daysTo = (day: string | null): number | null =>
  day === null ? null : Math.max(0, (Date.parse(AS_OF) - Date.parse(day.slice(0, 10))) / 86_400_000);
