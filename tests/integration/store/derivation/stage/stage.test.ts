import { beforeEach, describe, expect, test } from 'vitest';
import type { ColumnDeclaration } from '../../../../../lib/model/columns.ts';
import {
  date,
  defineFeatures,
  defineInputs,
  entity,
  id,
  integer,
  text,
} from '../../../../../lib/model/declare.ts';
import { ArrayLiteral, literalOf } from '../../../../../lib/store/array-literal.ts';
import { stageRows, syncStage, unstageRows } from '../../../../../lib/store/derivation/stage/stage.ts';
import { staged } from '../../../../../lib/store/derivation/stage/staged-rows.ts';
import { useStore } from '../../store.ts';
import { arrayOf } from '../publish/publishing.ts';

/** A model of shops with these columns besides their key, which is not the first to be declared. */
const modelOf = (columns: Readonly<Record<string, ColumnDeclaration>>) =>
  defineFeatures(
    defineInputs({
      shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { ...columns, shop_id: id() } }),
    }),
    {},
  );

const SHOPS = modelOf({ city: text(), opened: date(), employees: integer() });

const store = useStore();
const PART = { runId: 'etl-1', part: 3 };

/** Stages rows, given column by column: shop_id, then the others as they are declared. */
async function stage(
  model: typeof SHOPS,
  rows: number,
  columns: readonly string[],
  part = PART,
): Promise<void> {
  const staged = { rows, columns: columns.map((column) => Buffer.from(column)) };
  await store().begin((transaction) => stageRows(transaction, model, part, staged));
}

/** The columns of the stage that are the model's, by name: what their texts are read as, and where they are in the table. */
async function stageColumns() {
  const rows = await store()`
    SELECT attname AS name, col_description(attrelid, attnum) AS read_as, attnum::int AS number FROM pg_attribute
    WHERE attrelid = 'etl.entity_stage'::regclass AND attnum > 0 AND NOT attisdropped AND attname !~ '^etl_' ORDER BY attname`;
  return rows.map((row) => ({
    name: String(row['name']),
    type: String(row['read_as']),
    number: row['number'],
  }));
}
/** The rows of shops in the stage, one by one, by run, part and key. */
const shops = () => store()`
  SELECT etl_run_id, etl_part, etl_rows, unnest(shop_id::bigint[]) AS shop_id, unnest(city::text[]) AS city,
         unnest(opened::date[]) AS opened, unnest(employees::bigint[]) AS employees
  FROM etl.entity_stage ORDER BY etl_run_id, etl_part, shop_id`;
const typesIn = (columns: Awaited<ReturnType<typeof stageColumns>>) =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

beforeEach(async () => {
  await store().unsafe(
    `DROP TABLE etl.entity_stage;
     CREATE UNLOGGED TABLE etl.entity_stage (
       etl_run_id text NOT NULL, etl_part integer NOT NULL, etl_rows integer NOT NULL, etl_digest text NOT NULL
     )`,
  );
});

describe('the columns of the stage', () => {
  test('are those of the entity, of their types', async () => {
    await syncStage(store(), SHOPS);

    expect(typesIn(await stageColumns())).toEqual({
      ...{ shop_id: 'bigint[]', city: 'text[]', opened: 'integer[]', employees: 'bigint[]' },
    });
  });

  test('hold nothing when one is new: rows that lack it are of no run any more', async () => {
    await syncStage(store(), modelOf({ city: text() }));
    await stage(modelOf({ city: text() }), 1, ['{1}', '{Ulm}']);

    await syncStage(store(), SHOPS);

    expect(await staged(store(), 'etl-1')).toMatchObject({ rows: 0 });
  });

  test('are left as they are when the model is the same', async () => {
    await syncStage(store(), SHOPS);
    const before = await stageColumns();

    await syncStage(store(), SHOPS);

    expect(await stageColumns()).toEqual(before);
  });

  test('get one that the model has more', async () => {
    await syncStage(store(), modelOf({ city: text() }));

    await syncStage(store(), SHOPS);

    expect(typesIn(await stageColumns())).toMatchObject({
      city: 'text[]',
      opened: 'integer[]',
      employees: 'bigint[]',
    });
  });

  test('get one anew that is of another type, and keep the others', async () => {
    await syncStage(store(), modelOf({ city: text(), opened: text() }));
    const [city] = await stageColumns();

    await syncStage(store(), modelOf({ city: text(), opened: date() }));

    const now = await stageColumns();
    expect(typesIn(now)).toMatchObject({ opened: 'integer[]' });
    expect(now).toContainEqual(city);
  });

  test('may be those of another entity: rows of the new one can be staged', async () => {
    await syncStage(store(), modelOf({ opened: date() }));
    const model = defineFeatures(
      defineInputs({
        cars: entity({ files: 'cars.csv', key: 'car', columns: { car: id(), order: text() } }),
      }),
      {},
    );

    await syncStage(store(), model);
    await stage(model, 1, ['{7}', '{red}']);

    expect([
      ...(await store()`SELECT unnest(car::bigint[]) AS car, unnest("order"::text[]) AS "order" FROM etl.entity_stage`),
    ]).toEqual([{ car: 7n, order: 'red' }]);
  });
});

describe('rows that are staged', () => {
  beforeEach(() => syncStage(store(), SHOPS));

  test('are of their run and part, each value in its column', async () => {
    await stage(SHOPS, 2, ['{1,2}', '{Ulm,NULL}', '{2024-02-29,NULL}', '{NULL,9223372036854775807}']);

    expect([...(await shops())]).toEqual([
      {
        ...{ etl_run_id: 'etl-1', etl_part: 3, etl_rows: 2 },
        ...{ shop_id: 1n, city: 'Ulm', opened: '2024-02-29', employees: null },
      },
      {
        ...{ etl_run_id: 'etl-1', etl_part: 3, etl_rows: 2 },
        ...{ shop_id: 2n, city: null, opened: null, employees: 2n ** 63n - 1n },
      },
    ]);
  });

  test('have their texts as they were, whatever is in them', async () => {
    const texts = [
      'NULL',
      '',
      '"',
      '\\',
      '\\N',
      '{a,b}',
      ' x ',
      'a\tb\nc',
      "O'Neill",
      'Zoë 陈 🧪',
      '\u00a0',
      '$1',
    ];
    const literal = new ArrayLiteral();
    for (const content of texts) {
      literal.addText(Buffer.from(content), 0, Buffer.byteLength(content));
    }
    const array = (value: (at: number) => string) => arrayOf(texts.map((_, at) => value(at)));

    await stage(SHOPS, texts.length, [
      array(String),
      literal.take(),
      array(() => '2024-02-29'),
      array(() => '1'),
    ]);

    const rows = await shops();
    expect(rows.map((row) => row['city'])).toEqual(texts.map((content) => (content === '' ? null : content)));
    expect(new Set(rows.map((row) => row['opened']))).toEqual(new Set(['2024-02-29']));
  });
});

describe('rows that are taken out of the stage', () => {
  const other = { runId: 'etl-1', part: 4 };
  const left = async () => {
    const rows = await shops();
    return rows.map(({ etl_run_id, etl_part, shop_id }) => [etl_run_id, etl_part, shop_id]);
  };
  const unstage = async (keys: readonly bigint[], part = PART) =>
    await store().begin((transaction) => unstageRows(transaction, SHOPS, part, literalOf(keys)));

  beforeEach(async () => {
    await syncStage(store(), SHOPS);
    for (const part of [PART, other, { runId: 'etl-2', part: 3 }]) {
      const rows = ['{1,2,3,9223372036854775807}', '{A,B,C,D}', '{NULL,NULL,NULL,NULL}', '{1,1,1,1}'];
      await stage(SHOPS, 4, rows, part);
    }
  });

  const others = [
    ...[1n, 2n, 3n, 2n ** 63n - 1n].map((id) => ['etl-1', 4, id]),
    ...[1n, 2n, 3n, 2n ** 63n - 1n].map((id) => ['etl-2', 3, id]),
  ];

  test('are those of the keys, of that part of that run', async () => {
    await unstage([2n, 3n]);

    expect(await left()).toEqual([['etl-1', 3, 1n], ['etl-1', 3, 2n ** 63n - 1n], ...others]);
  });

  test('may be any, up to the greatest key', async () => {
    await unstage([1n, 3n, 2n ** 63n - 1n]);

    expect(await left()).toEqual([['etl-1', 3, 2n], ...others]);
  });

  test('are none without keys, or of keys that are not there', async () => {
    await unstage([]);
    await unstage([100n, 1000n]);

    expect(await left()).toHaveLength(12);
  });

  test('are counted no more, also where nothing is left of a chunk', async () => {
    await unstage([1n, 2n]);
    const some = await staged(store(), 'etl-1');
    await unstage([3n, 2n ** 63n - 1n]);
    const none = await staged(store(), 'etl-1');

    expect([some.rows, none.rows]).toEqual([6, 4]);
    expect(await left()).toEqual(others);
  });
});

describe('the digest of what is staged', () => {
  const ROWS = ['{1,2}', '{A,B}', '{NULL,NULL}', '{1,1}'];
  const digestOf = async (chunks: readonly (readonly string[])[], taken: readonly bigint[] = []) => {
    await store()`TRUNCATE etl.entity_stage`;
    for (const chunk of chunks) {
      await stage(SHOPS, chunk[0]?.split(',').length ?? 0, chunk);
    }
    if (taken.length > 0) {
      await store().begin((transaction) => unstageRows(transaction, SHOPS, PART, literalOf(taken)));
    }
    return (await staged(store(), PART.runId)).digest;
  };

  beforeEach(() => syncStage(store(), SHOPS));

  test('is the same of the same chunks, in any order', async () => {
    const other = ['{3}', '{C}', '{NULL}', '{1}'];

    expect(await digestOf([ROWS, other])).toBe(await digestOf([other, ROWS]));
  });

  test.each([
    ['another value', [['{1,2}', '{A,C}', '{NULL,NULL}', '{1,1}']], []],
    ['values that change places', [['{1,2}', '{B,A}', '{NULL,NULL}', '{1,1}']], []],
    ['no value for a text', [['{1,2}', '{A,NULL}', '{NULL,NULL}', '{1,1}']], []],
    ['a row more', [ROWS, ['{3}', '{C}', '{NULL}', '{1}']], []],
    ['a row that is taken out', [ROWS], [2n]],
  ])('is another with %s', async (_what, chunks, taken) => {
    expect(await digestOf(chunks, taken)).not.toBe(await digestOf([ROWS]));
  });
});
