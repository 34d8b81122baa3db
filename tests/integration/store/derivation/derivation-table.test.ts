import { beforeEach, describe, expect, test } from 'vitest';
import type { ColumnDeclaration } from '../../../../lib/model/columns.ts';
import {
  date,
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  id,
  integer,
  text,
  textId,
} from '../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../lib/store/derivation/derivation-table.ts';
import { useStore } from '../store.ts';
import { publish } from './publish/publishing.ts';

/** Shops with these columns besides their key, of which nothing is derived. */
const modelOf = (columns: Readonly<Record<string, ColumnDeclaration>>) =>
  defineFeatures(
    defineInputs({
      shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id(), ...columns } }),
    }),
    {},
  );

/** Shops of which the age is derived, from a date that each has or may have. */
function agedModel(options: { readonly optional: boolean }) {
  const inputs = defineInputs({
    shops: entity({
      files: 'shops.csv',
      key: 'shop_id',
      columns: { shop_id: id(), opened: date(options) },
    }),
  });
  return defineFeatures(inputs, { age: daysSince(inputs.shops.opened) });
}

const store = useStore();

/** The columns of the table in its order, such as `shop_id bigint, filled`. */
async function columns(): Promise<string[]> {
  const rows = await store()`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS filled FROM pg_attribute
    WHERE attrelid = 'shops_derivation'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;
  return rows.map(({ name, type, filled }) => `${name} ${type}${filled ? ', filled' : ''}`);
}

beforeEach(async () => {
  await store()`DROP TABLE IF EXISTS shops_derivation`;
});

describe('the table of a model', () => {
  test('has the key first, and NULL wherever a value may be missing', async () => {
    await syncDerivationTable(store(), agedModel({ optional: true }));

    expect(await columns()).toEqual([
      'shop_id bigint, filled',
      'opened date',
      'age integer',
      'as_of date, filled',
    ]);
  });

  test('gets a column that the model has more, at its end', async () => {
    await syncDerivationTable(store(), modelOf({ city: text() }));

    await syncDerivationTable(store(), modelOf({ city: text(), employees: integer() }));

    expect(await columns()).toEqual([
      ...['shop_id bigint, filled', 'city text', 'as_of date, filled'],
      'employees bigint',
    ]);
  });

  test('lets a column be NULL that becomes optional', async () => {
    await syncDerivationTable(store(), agedModel({ optional: false }));
    expect(await columns()).toContain('opened date, filled');

    await syncDerivationTable(store(), agedModel({ optional: true }));

    expect(await columns()).toContain('opened date');
  });

  test('takes rows without a value for a column that is declared no more', async () => {
    const opened = { shop_id: '1', opened: '2023-01-01' };
    await publish(store(), agedModel({ optional: false }), [opened], []);

    const counts = await publish(store(), modelOf({}), [{ shop_id: '1' }, { shop_id: '2' }], []);

    expect(counts).toMatchObject({ inserted: 1, unchanged: 1 });
    const rows = await store()`SELECT shop_id, opened FROM shops_derivation ORDER BY shop_id`;
    expect([...rows]).toEqual([
      { shop_id: 1n, opened: '2023-01-01' },
      { shop_id: 2n, opened: null },
    ]);
  });
});

describe('a table that a model can not have', () => {
  test('is refused with every column of another type, and stays as it is', async () => {
    await syncDerivationTable(store(), modelOf({ city: text(), opened: text(), employees: integer() }));
    const before = await columns();

    const sync = syncDerivationTable(
      store(),
      modelOf({ city: text(), opened: date(), employees: text(), phone: text() }),
    );

    await expect(sync).rejects.toThrow(
      'opened is text, but the model needs date; employees is bigint, but the model needs text',
    );
    await expect(sync).rejects.toThrow(/another name, .*run\.sh reset .* migrate it/);
    expect(await columns()).toEqual(before);
  });

  test('is told to be another one when its key has another type, which no other name would help', async () => {
    await syncDerivationTable(store(), modelOf({}));
    const inputs = defineInputs({
      shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: textId() } }),
    });

    const sync = syncDerivationTable(store(), defineFeatures(inputs, {}));

    await expect(sync).rejects.toThrow(
      /shop_id is bigint, but the model needs text\. The type of a key .*use an empty database/,
    );
    await expect(sync).rejects.not.toThrow('another name');
  });

  test('is refused when its rows have another key, and stays as it is', async () => {
    await syncDerivationTable(store(), modelOf({}));
    const inputs = defineInputs({
      cars: entity({ files: 'cars.csv', key: 'car_id', columns: { car_id: id() } }),
    });

    const sync = syncDerivationTable(store(), defineFeatures(inputs, {}, { table: 'shops_derivation' }));

    await expect(sync).rejects.toThrow('its key is shop_id, but the key of the model is car_id');
    expect(await columns()).toEqual(['shop_id bigint, filled', 'as_of date, filled']);
  });
});
