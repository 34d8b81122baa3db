import { beforeEach, expect, test } from 'vitest';
import {
  date,
  decimal,
  defineFeatures,
  defineInputs,
  entity,
  id,
  integer,
  text,
  timestamp,
} from '../../../../../lib/model/declare.ts';
import { useStore } from '../../store.ts';
import { type EntityValues, publish } from './publishing.ts';

const MODEL = defineFeatures(
  defineInputs({
    shops: entity({
      files: 'shops.csv',
      key: 'shop_id',
      columns: {
        ...{ shop_id: id(), city: text(), opened: date(), employees: integer() },
        ...{ rent: decimal(8), seen_at: timestamp() },
      },
    }),
  }),
  {},
);

const store = useStore();
beforeEach(async () => {
  await store()`DROP TABLE IF EXISTS shops_derivation`;
  await store()`TRUNCATE etl.entity_stage, etl.published`;
});

/** What the table has, every value as a text. */
const published = async () => [
  ...(await store()`
    SELECT shop_id::text, city, opened::text, employees::text, rent::text, (seen_at AT TIME ZONE 'UTC')::text AS seen_at
    FROM shops_derivation ORDER BY shop_id`),
];

test.each<[string, EntityValues, EntityValues]>([
  [
    'the least values',
    {
      ...{ city: ' ', opened: '0001-01-01', employees: '-9223372036854775808' },
      ...{ rent: '-0.00000001', seen_at: '0001-01-01T00:00:00Z' },
    },
    { seen_at: '0001-01-01 00:00:00' },
  ],
  [
    'the greatest values',
    {
      ...{ city: 'z'.repeat(100_000), opened: '9999-12-31', employees: '9223372036854775807' },
      ...{ rent: `${'9'.repeat(30)}.50`, seen_at: '9999-12-31T23:59:59.999999Z' },
    },
    { seen_at: '9999-12-31 23:59:59.999999' },
  ],
  [
    'a text of all that arrays have signs for',
    {
      city: '{"a,b",\\N} \\" NULL\t\r\n\u0001\u001f\u007f €🧪',
      opened: null,
      employees: null,
      rent: null,
      seen_at: null,
    },
    {},
  ],
  [
    'a text that reads NULL',
    {
      city: 'NULL',
      opened: '2024-02-29',
      employees: '-1',
      rent: '1.10',
      seen_at: '2024-02-29T12:00:00+02:00',
    },
    { seen_at: '2024-02-29 10:00:00' },
  ],
  ['no values', { city: null, opened: null, employees: null, rent: null, seen_at: null }, {}],
])('a row with %s is published, and is the same the next time', async (_what, values, shown) => {
  const row = { shop_id: '9223372036854775807', ...values };

  const first = await publish(store(), MODEL, [row], []);
  // A merge, not the shortcut for what was made of the same.
  await store()`TRUNCATE etl.published`;
  const second = await publish(store(), MODEL, [row], []);

  expect(await published()).toEqual([{ ...row, ...shown }]);
  expect([first, second]).toMatchObject([{ inserted: 1 }, { unchanged: 1, updated: 0 }]);
});
