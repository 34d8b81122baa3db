import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { defineFeatures, defineInputs, entity, id } from '../../../../../lib/model/declare.ts';
import type { SqlType } from '../../../../../lib/model/sql-types.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { derivedRowsBy } from '../../../../../lib/store/derivation/queries/feature-rows.ts';
import { rangeCountStatement } from '../../../../../lib/store/derivation/queries/feature-sql.ts';
import { histograms } from '../../../../../lib/store/derivation/queries/histograms.ts';
import { derivationTable, type TableColumn } from '../../../../../lib/store/derivation/table-columns.ts';
import { madeFeature } from '../../../../unit/support/made-feature.ts';
import { useStore } from '../../store.ts';

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
});
/** Names that the statement has itself, and a word of SQL. */
const MODEL = defineFeatures(inputs, {
  order: madeFeature('bigint'),
  bin: madeFeature('integer'),
  count: madeFeature('double precision'),
  amount: madeFeature('numeric'),
  never: madeFeature('bigint'),
  endless: madeFeature('double precision'),
});
const TABLE = derivationTable(MODEL);
const columns = TABLE.columns.filter(({ derived }) => derived);

/** Values of a type, with the extremes that it has. */
const VALUES: Partial<Record<SqlType, fc.Arbitrary<string>>> = {
  bigint: fc
    .oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n))
    .map(String),
  integer: fc.oneof(fc.integer(), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1)).map(String),
  // PostgreSQL has no mean of values whose sum is no double.
  'double precision': fc.double({ noNaN: true, min: -1e300, max: 1e300 }).map(String),
  numeric: fc.bigInt(-(10n ** 25n), 10n ** 25n).map((units) => `${units}.25`),
};
const NEAR: typeof VALUES = {
  bigint: fc.bigInt(2n ** 53n, 2n ** 53n + 30n).map(String),
  integer: fc.integer({ min: -3, max: 60 }).map(String),
  'double precision': fc.double({ noNaN: true, min: 0, max: 1 }).map(String),
  numeric: fc.integer({ min: 0, max: 500 }).map((units) => (units / 100).toFixed(2)),
};

const store = useStore();
beforeAll(async () => {
  await syncDerivationTable(store(), MODEL);
});

/** Fills the table with such values; each row in five has none. */
async function fill(from: typeof VALUES, seed: number): Promise<void> {
  await store()`TRUNCATE shops_derivation`;
  await store()`
    INSERT INTO shops_derivation (shop_id, endless, as_of)
    SELECT n, CASE n WHEN 1 THEN float8 'Infinity' ELSE n END, '2024-01-01' FROM generate_series(1, 200) AS n`;
  for (const { name, type } of columns) {
    const values = from[type];
    if (!values || name === 'never' || name === 'endless') {
      continue;
    }
    const sample = fc.sample(values, { numRuns: 160, seed });
    await store().unsafe(
      `UPDATE shops_derivation SET "${name}" = made.value::${type}
       FROM unnest($1::text::text[]) WITH ORDINALITY AS made (value, n) WHERE n = shop_id`,
      [`{${sample.join()}}`],
    );
  }
}

const rowsIn = async (column: TableColumn, from: string, to: string): Promise<number> => {
  const [row] = await derivedRowsBy(store(), rangeCountStatement(TABLE, { column, from, to }));
  return Number(row?.['count']);
};

test.each([
  ['all that a type has', VALUES, 1],
  ['all that a type has, once more', VALUES, 2],
  ['near to each other', NEAR, 3],
  ['near to each other, once more', NEAR, 4],
])('of values that are %s, the range of a bin has the rows that it counts', async (_what, from, seed) => {
  await fill(from, seed);

  const found = await histograms(store(), { sqlName: TABLE.sqlName, columns });

  expect(found.columns.map(({ name }) => name)).toEqual(['order', 'bin', 'count', 'amount']);
  for (const { name, bins, minText, maxText } of found.columns) {
    const column = columns.find((candidate) => candidate.name === name) as TableColumn;
    const counted = await Promise.all(bins.map(({ first, last }) => rowsIn(column, first, last)));
    expect(counted, name).toEqual(bins.map(({ count }) => count));
    expect(bins.reduce((total, { count }) => total + count, 0)).toBe(160);
    expect(await rowsIn(column, minText, maxText)).toBe(160);
  }
});

test('the ends of bins beyond 2^53 are exact', async () => {
  await store()`TRUNCATE shops_derivation`;
  await store()`
    INSERT INTO shops_derivation (shop_id, "order", as_of)
    SELECT n, 9007199254740992 + n, '2024-01-01' FROM generate_series(1, 3) AS n`;

  const { columns: found } = await histograms(store(), { sqlName: TABLE.sqlName, columns });

  expect(found[0]).toMatchObject({ minText: '9007199254740993', maxText: '9007199254740995' });
  expect(found[0]?.bins.map(({ first, last, count }) => [first, last, count])).toEqual([
    ['9007199254740993', '9007199254740993', 1],
    ['9007199254740994', '9007199254740994', 1],
    ['9007199254740995', '9007199254740995', 1],
  ]);
});

test('of a table without rows there are none', async () => {
  await store()`TRUNCATE shops_derivation`;

  expect(await histograms(store(), { sqlName: TABLE.sqlName, columns })).toEqual({ rows: 0, columns: [] });
});
