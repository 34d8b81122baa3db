import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineFeatures, mean, sum } from '../../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { derivedRowsBy } from '../../../../../lib/store/derivation/queries/feature-rows.ts';
import {
  type FeaturePage,
  featurePageStatement,
  oneRowStatement,
} from '../../../../../lib/store/derivation/queries/feature-sql.ts';
import type { FeatureOrder } from '../../../../../lib/store/derivation/row-order.ts';
import { derivationTable } from '../../../../../lib/store/derivation/table-columns.ts';
import { useStore } from '../../store.ts';
import { walkInputs } from '../../walks.ts';

const MAX_ID = '9223372036854775807';

const { duration } = walkInputs.walks;

/** A feature whose name is a word of SQL, and one that may have no value. */
const MODEL = defineFeatures(walkInputs, { order: sum(duration), usual: mean(duration) });
const TABLE = derivationTable(MODEL);

/** user_id, name, email, order, usual */
const ROWS = [
  ['1', 'Ada', 'ada@example.com', '7', 2.5],
  ['2', 'Ben', null, MAX_ID, null],
  ['3', '50%_\\ off', 'three@example.com', '7', 0.5],
  ['12', 'Cy', 'cy@example.com', '9', null],
  ['20', 'Number 12', 'twenty@example.com', '10', 2.5],
  [MAX_ID, 'Dee', 'x12@example.com', '7', null],
] as const;

const store = useStore();
beforeAll(async () => {
  await syncDerivationTable(store(), MODEL);
  for (const [id, name, email, order, usual] of ROWS) {
    await store()`
      INSERT INTO users_derivation (user_id, name, email, signup_date, "order", usual, as_of)
      VALUES (${id}, ${name}, ${email}, '2023-01-01', ${order}, ${usual}, '2024-01-01')`;
  }
});

const by = (name: string, more: Partial<FeatureOrder> = {}): FeatureOrder => {
  const column = TABLE.columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw new Error(name);
  }
  return { column, descending: false, ...more };
};
async function idsOf(order: FeatureOrder, { limit = 10, ...page }: Partial<FeaturePage> = {}) {
  const rows = await derivedRowsBy(store(), featurePageStatement(TABLE, order, { ...page, limit }));
  return rows.map((row) => row['user_id']);
}

test('64-bit columns come as texts, exactly, and all columns in the order of the table', async () => {
  const statement = featurePageStatement(TABLE, by('order', { descending: true }), { limit: 1 });

  const rows = await derivedRowsBy(store(), statement);

  expect(rows.map((row) => Object.entries(row))).toEqual([
    [
      ['user_id', '2'],
      ['name', 'Ben'],
      ['email', null],
      ['signup_date', '2023-01-01'],
      ['order', MAX_ID],
      ['usual', null],
      ['as_of', '2024-01-01'],
    ],
  ]);
});

test('the row of one user is found by an id beyond 2^53, with the same columns', async () => {
  const rows = await derivedRowsBy(store(), oneRowStatement(TABLE, MAX_ID));

  expect(rows).toMatchObject([{ user_id: MAX_ID, name: 'Dee', order: '7' }]);
  expect(Object.keys(rows[0] ?? {})).toEqual(TABLE.columns.map(({ name }) => name));
});

describe('a page by user_id', () => {
  test.each([
    [false, ['1', '2', '3', '12', '20', MAX_ID]],
    [true, [MAX_ID, '20', '12', '3', '2', '1']],
  ])('is in the order of numbers (descending: %s)', async (descending, ids) => {
    expect(await idsOf(by('user_id', { descending }))).toEqual(ids);
  });

  test('begins behind the last user of the page before', async () => {
    const after = { value: '3', key: '3' };

    expect(await idsOf(by('user_id', { after }), { limit: 2 })).toEqual(['12', '20']);
    expect(await idsOf(by('user_id', { after, descending: true }))).toEqual(['2', '1']);
  });

  test.each([true, false])(
    'comes from the primary key, and nothing is sorted (descending: %s)',
    async (descending) => {
      const order = by('user_id', { descending, after: { value: '3', key: '3' } });
      const { text, parameters } = featurePageStatement(TABLE, order, { limit: 2 });

      const plan = await store().begin(async (transaction) => {
        // A table of six rows is read faster than its index.
        await transaction`SET LOCAL enable_seqscan = off`;
        await transaction`SET LOCAL enable_bitmapscan = off`;
        const lines = await transaction.unsafe(`EXPLAIN ${text}`, parameters);
        return lines.map((line) => String(line['QUERY PLAN'])).join('\n');
      });

      expect(plan).toContain('using users_derivation_pkey');
      expect(plan).not.toContain('Sort');
    },
  );
});

describe('a page by another column', () => {
  test.each([
    ['order', false, ['1', '3', MAX_ID, '12', '20', '2']],
    ['order', true, ['2', '20', '12', MAX_ID, '3', '1']],
    ['usual', false, ['3', '1', '20', '2', '12', MAX_ID]],
    ['usual', true, ['20', '1', '3', MAX_ID, '12', '2']],
    ['name', false, ['3', '1', '2', '12', MAX_ID, '20']],
  ])(
    'by %s (descending: %s): users decide between equals, who has no value comes last',
    async (name, descending, ids) => {
      expect(await idsOf(by(name, { descending }))).toEqual(ids);
    },
  );

  test('behind a value has greater ones, equals of later users, and who has none', async () => {
    expect(await idsOf(by('order', { after: { value: '7', key: '3' } }))).toEqual([MAX_ID, '12', '20', '2']);
    expect(await idsOf(by('usual', { after: { value: '2.5', key: '1' } }))).toEqual([
      ...['20', '2', '12'],
      MAX_ID,
    ]);
  });

  test('behind a value, descending, has lesser ones, equals of earlier users, and who has none', async () => {
    const after = { value: '2.5', key: '20' };

    expect(await idsOf(by('usual', { after, descending: true }))).toEqual(['1', '3', MAX_ID, '12', '2']);
  });

  test('behind a row without a value has only such rows', async () => {
    const after = { value: null, key: '12' };

    expect(await idsOf(by('usual', { after }))).toEqual([MAX_ID]);
    expect(await idsOf(by('usual', { after, descending: true }))).toEqual(['2']);
  });
});

describe('a range', () => {
  const columnOf = (name: string) => by(name).column;

  test.each([
    ['order', '8', MAX_ID, ['2', '12', '20']],
    ['usual', '0.5', '2.5', ['1', '3', '20']],
    ['usual', '0.6', undefined, ['1', '20']],
    ['email', undefined, 'b', ['1']],
    ['user_id', '3', '12', ['3', '12']],
  ])(
    'of %s from %s to %s leaves out what is outside, and rows without a value',
    async (name, from, to, ids) => {
      expect(await idsOf(by('user_id'), { range: { column: columnOf(name), from, to } })).toEqual(ids);
    },
  );

  test('goes on behind the last row of the page before, in another order, with a search', async () => {
    const range = { column: columnOf('order'), from: '7', to: '10' };
    const after = { value: '7', key: '3' };

    expect(await idsOf(by('order', { after }), { range, search: 'example.com' })).toEqual([
      MAX_ID,
      '12',
      '20',
    ]);
  });

  test('of the key comes from its index', async () => {
    const range = { column: columnOf('user_id'), from: '3', to: '12' };
    const { text, parameters } = featurePageStatement(TABLE, by('user_id'), { range, limit: 2 });

    const plan = await store().begin(async (transaction) => {
      // A table of six rows is read faster than its index.
      await transaction`SET LOCAL enable_seqscan = off`;
      await transaction`SET LOCAL enable_bitmapscan = off`;
      const lines = await transaction.unsafe(`EXPLAIN ${text}`, parameters);
      return lines.map((line) => String(line['QUERY PLAN'])).join('\n');
    });

    expect(plan).toContain('Index Cond: ((user_id >=');
    expect(plan).not.toContain('Sort');
  });
});

describe('a search', () => {
  test.each([
    ['a part of a name, in any case', 'aD', ['1']],
    ['a part of an email', 'THREE@', ['3']],
    ['signs that are a pattern elsewhere', '50%_\\', ['3']],
    ['a sign of any text', '%', ['3']],
    ['a sign of any letter', '_', ['3']],
    ['digits: the user of that id, and texts', '12', ['12', '20', MAX_ID]],
    ['an id beyond 2^53', MAX_ID, [MAX_ID]],
    ['more digits than an id has', '9'.repeat(19), []],
    ['nothing that there is', 'nobody', []],
  ])('finds %s', async (_what, search, ids) => {
    expect(await idsOf(by('user_id'), { search })).toEqual(ids);
  });

  describe('for a text with accents', () => {
    beforeAll(async () => {
      await store()`
        INSERT INTO users_derivation (user_id, name, signup_date, as_of)
        VALUES (30, 'Zoë Łódź, ŻUK-straße', '2023-01-01', '2024-01-01'), (31, ${'ZOE\u0308'}, '2023-01-01', '2024-01-01')`;
    });
    afterAll(async () => {
      await store()`DELETE FROM users_derivation WHERE user_id IN (30, 31)`;
    });

    test.each([
      ['without accents', 'zoe', ['30', '31']],
      ['with them', 'ZOË', ['30', '31']],
      ['with an accent that is a character of its own', 'zoe\u0308', ['30', '31']],
      ['with other accents', 'zòé', ['30', '31']],
      ['with letters that are told by a stroke', 'lodz', ['30']],
      ['with a letter that is two without', 'STRASSE', ['30']],
    ])('finds it %s', async (_what, search, ids) => {
      expect(await idsOf(by('user_id'), { search })).toEqual(ids);
    });

    test('finds nothing by an accent alone, of which nothing is left to be searched for', async () => {
      expect(await idsOf(by('user_id'), { search: '\u0308' })).toEqual([]);
    });

    test.each([
      ['zoë', ['30']],
      ['żuk', ['30']],
      ['zoe', ['31']],
    ])('finds it by %s alone where the database knows no accents', async (search, ids) => {
      expect(await idsOf(by('user_id'), { search, folding: 'asIs' })).toEqual(ids);
    });
  });

  test('goes on behind the last row of the page before', async () => {
    const after = { value: '12', key: '12' };

    expect(await idsOf(by('user_id', { after }), { search: '12', limit: 1 })).toEqual(['20']);
  });
});
