import { beforeEach, describe, expect, test, vi } from 'vitest';
import { count, daysSince, defineFeatures, mean, sum } from '../../../../../lib/model/declare.ts';
import { type Feature, NOTHING_NEEDED } from '../../../../../lib/model/features/feature.ts';
import { isAnyBlocked } from '../../../blocked.ts';
import { useStore } from '../../store.ts';
import { walkInputs } from '../../walks.ts';
import * as publishing from './publishing.ts';

const { users, walks } = walkInputs;

const MODEL = defineFeatures(walkInputs, {
  n: count(walks),
  total: sum(walks.duration),
  average: mean(walks.duration),
  days: daysSince(users.signup_date),
});
/** How many walks there are in a day: what follows neither from the row alone nor from its events alone. */
const aDay: Feature = {
  ...NOTHING_NEEDED,
  sqlType: 'double precision',
  reads: [users.signup_date],
  sql: (names) => `${names.rows('walks')}::float8 / (${names.asOf} - ${names.column(users.signup_date)})`,
};

const ADA = { user_id: '1', name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' };
const BEN = { user_id: '2', name: 'Ben', email: null, signup_date: '2023-12-31' };
const TOTALS = [{ owner: '1', events: '4', slots: ['10'] }];

const store = useStore();

async function publish(
  rows: readonly publishing.EntityValues[] = [ADA, BEN],
  { asOf = '2024-01-01', model = MODEL } = {},
) {
  return await publishing.publish(store(), model, rows, [TOTALS], asOf);
}
const table = async () => [...(await store()`SELECT * FROM users_derivation ORDER BY user_id`)];

beforeEach(async () => {
  await store()`TRUNCATE etl.entity_stage, etl.published`;
  await store()`DROP TABLE IF EXISTS users_derivation`;
});

describe('another as-of date for the same rows and events', () => {
  test('updates every row, and in it what follows from the date, as if it had been the first one', async () => {
    await publish();
    const counts = await publish([ADA, BEN], { asOf: '2024-01-11' });
    const updated = await table();
    await store()`TRUNCATE users_derivation`;
    await publish([ADA, BEN], { asOf: '2024-01-11' });

    expect(counts).toEqual({ inserted: 0, updated: 2, deleted: 0, unchanged: 0 });
    expect(updated).toEqual(await table());
    expect(updated).toMatchObject([
      { days: 375, as_of: '2024-01-11', n: 4n },
      { days: 11, as_of: '2024-01-11' },
    ]);
  });

  test('that is before the last one does so as well', async () => {
    await publish();
    await publish([ADA, BEN], { asOf: '2024-01-11' });

    const counts = await publish([ADA, BEN], { asOf: '2023-12-01' });

    expect(counts).toEqual({ inserted: 0, updated: 2, deleted: 0, unchanged: 0 });
    expect(await table()).toMatchObject([
      { days: 334, as_of: '2023-12-01' },
      { days: 0, as_of: '2023-12-01' },
    ]);
  });

  test('and other rows besides changes these, and inserts and deletes', async () => {
    await publish();

    const counts = await publish(
      [
        { ...ADA, name: 'Eva' },
        { ...BEN, user_id: '3' },
      ],
      { asOf: '2024-01-11' },
    );

    expect(counts).toEqual({ inserted: 1, updated: 1, deleted: 1, unchanged: 0 });
    expect(await table()).toMatchObject([
      { user_id: 1n, name: 'Eva', days: 375 },
      { user_id: 3n, name: 'Ben', days: 11, as_of: '2024-01-11' },
    ]);
  });

  test('changes what follows from it and from events', async () => {
    const model = defineFeatures(walkInputs, { a_day: aDay });
    await publish([ADA], { model });

    const counts = await publish([ADA], { model, asOf: '2025-01-01' });

    expect(counts).toMatchObject({ updated: 1, unchanged: 0 });
    expect(await table()).toMatchObject([{ a_day: 4 / 731, as_of: '2025-01-01' }]);
  });
});

describe('what somebody else has changed in the table', () => {
  const set = (what: string) => `UPDATE users_derivation SET ${what} WHERE user_id = 1`;

  test.each([
    ['a text', set("name = 'Mallory'"), { updated: 1, unchanged: 1 }],
    ['a number that was counted', set('n = 5'), { updated: 1, unchanged: 1 }],
    ['a value that is there no more', set('email = NULL'), { updated: 1, unchanged: 1 }],
    ['what follows from the as-of date', set('days = 7'), { updated: 1, unchanged: 1 }],
    ['the as-of date', set("as_of = '1999-01-01'"), { updated: 1, unchanged: 1 }],
    [
      'names that change places',
      "UPDATE users_derivation SET name = CASE user_id WHEN 1 THEN 'Ben' ELSE 'Ada' END",
      { updated: 2 },
    ],
    ['a row that is gone', 'DELETE FROM users_derivation WHERE user_id = 1', { inserted: 1, unchanged: 1 }],
    [
      'a row more',
      "INSERT INTO users_derivation (user_id, signup_date, as_of) VALUES (9, '2024-01-01', '2024-01-01')",
      { deleted: 1, unchanged: 2 },
    ],
    [
      'a key',
      'UPDATE users_derivation SET user_id = 9 WHERE user_id = 1',
      { inserted: 1, deleted: 1, unchanged: 1 },
    ],
    ['all rows, which are gone', 'TRUNCATE users_derivation', { inserted: 2 }],
    [
      'a column, which is gone',
      'ALTER TABLE users_derivation DROP COLUMN email',
      { updated: 1, unchanged: 1 },
    ],
    ['the table, which is gone', 'DROP TABLE users_derivation', { inserted: 2 }],
  ])('is as it was after the next run: %s', async (_what, change, counts) => {
    await publish();
    const before = await table();
    await store().unsafe(change);

    const healed = await publish();

    expect(healed).toEqual({ inserted: 0, updated: 0, deleted: 0, unchanged: 0, ...counts });
    expect(await table()).toEqual(before);
    expect(await publish()).toEqual({ inserted: 0, updated: 0, deleted: 0, unchanged: 2 });
  });
});

describe('what somebody changes in a transaction that was under way when a run was published', () => {
  test('is as it was after the next run', async () => {
    await store().begin(async (other) => {
      // So its number is less than that of the run.
      await other`SELECT pg_current_xact_id()`;
      await publish();
      await other`UPDATE users_derivation SET name = 'Mallory' WHERE user_id = 1`;
    });

    expect(await publish()).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await table()).toMatchObject([{ name: 'Ada' }, { name: 'Ben' }]);
  });

  test('also when that run changed nothing but the as-of date', async () => {
    await publish();
    await store().begin(async (other) => {
      await other`SELECT pg_current_xact_id()`;
      await publish([ADA, BEN], { asOf: '2024-01-11' });
      await other`UPDATE users_derivation SET name = 'Mallory' WHERE user_id = 1`;
    });

    expect(await publish([ADA, BEN], { asOf: '2024-01-11' })).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await table()).toMatchObject([{ name: 'Ada' }, { name: 'Ben' }]);
  });
});

test('a row that somebody changes while the as-of date is published is as it was after the next run', async () => {
  await publish();
  const isChanged = Promise.withResolvers<void>();
  const isWaitedFor = Promise.withResolvers<void>();
  const changing = store().begin(async (other) => {
    await other`UPDATE users_derivation SET name = 'Mallory' WHERE user_id = 1`;
    isChanged.resolve();
    await isWaitedFor.promise;
  });
  await isChanged.promise;
  const publishing = publish([ADA, BEN], { asOf: '2024-01-11' });
  await vi.waitUntil(() => isAnyBlocked(store()), 30_000).finally(isWaitedFor.resolve);
  await Promise.all([changing, publishing]);

  await publish([ADA, BEN], { asOf: '2024-01-11' });

  expect(await table()).toMatchObject([
    { name: 'Ada', days: 375, as_of: '2024-01-11' },
    { name: 'Ben', days: 11, as_of: '2024-01-11' },
  ]);
});

test('another table that was put in its place, with older rows, is replaced', async () => {
  await publish();
  await store().unsafe(`
    CREATE TABLE other (LIKE users_derivation INCLUDING ALL);
    INSERT INTO other SELECT * FROM users_derivation;
    UPDATE other SET name = 'Mallory'`);
  await store()`UPDATE users_derivation SET n = 7`;
  await publish();
  await store().unsafe('DROP TABLE users_derivation; ALTER TABLE other RENAME TO users_derivation');

  expect(await publish()).toMatchObject({ updated: 2, unchanged: 0 });
  expect(await table()).toMatchObject([{ name: 'Ada' }, { name: 'Ben' }]);
});

test('a column that was taken away and put back without its values has them again', async () => {
  await publish();
  await store().unsafe(
    'ALTER TABLE users_derivation DROP COLUMN email; ALTER TABLE users_derivation ADD COLUMN email text',
  );

  expect(await publish()).toMatchObject({ updated: 1, unchanged: 1 });
  expect(await table()).toMatchObject([{ email: 'ada@example.com' }, { email: null }]);
});

test('an older release can note what it has published, and the next run goes by the rows', async () => {
  await publish();
  await store()`UPDATE etl.published SET writer = NULL, oldest = NULL, of_table = NULL, sum = '1'`;
  await store()`UPDATE users_derivation SET name = 'Mallory' WHERE user_id = 1`;

  expect(await publish()).toMatchObject({ updated: 1, unchanged: 1 });
  expect(await store()`SELECT sum, writer IS NULL AS unknown FROM etl.published`).toMatchObject([
    { sum: null, unknown: false },
  ]);
});

describe('another model in between', () => {
  const other = defineFeatures(walkInputs, { n: sum(walks.duration) });

  test('is published as it says, and so is the first one after it', async () => {
    await publish();
    const before = await table();

    const counts = await publish([ADA, BEN], { model: other });
    const [ada] = await table();
    const again = await publish();

    expect(counts).toMatchObject({ updated: 1, unchanged: 1 });
    expect(ada).toMatchObject({ n: 10n });
    expect(again).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await table()).toEqual(before);
  });
});
