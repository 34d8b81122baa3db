import { beforeEach, describe, expect, test } from 'vitest';
import { count, daysSince, defineFeatures, max, mean, min, sum } from '../../../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { useStore } from '../../store.ts';
import { walkInputs } from '../../walks.ts';
import * as publishing from './publishing.ts';

const { users, walks } = walkInputs;

/** One of each kind; its slots are sum, min and max of duration, in this order. */
const ALL = defineFeatures(walkInputs, {
  average: mean(walks.duration),
  n: count(walks),
  total: sum(walks.duration),
  shortest: min(walks.duration),
  longest: max(walks.duration),
  days: daysSince(users.signup_date),
});

const ADA = { user_id: '1', name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' };
const BEN = { user_id: '2', name: 'Ben', email: 'ben@example.com', signup_date: '2023-12-31' };
/** Of Ada: her id, number of walks, and the value of each slot. */
const ADAS = { owner: '1', events: '3', slots: ['10', '2', '5'] };

const store = useStore();

beforeEach(async () => {
  await store()`TRUNCATE etl.entity_stage`;
  await store()`DROP TABLE IF EXISTS users_derivation`;
});

/** Publishes these users and totals over what the table holds. */
async function publish(
  rows: readonly publishing.EntityValues[],
  totals: readonly publishing.OwnerValues[] = [],
  { model = ALL, asOf }: { readonly model?: typeof ALL; readonly asOf?: string } = {},
) {
  return await publishing.publish(store(), model, rows, [totals], asOf);
}
const table = async () => [...(await store()`SELECT * FROM users_derivation ORDER BY user_id`)];

describe('the table', () => {
  test('has the columns of the user, of the features in their order, and the date', async () => {
    await syncDerivationTable(store(), ALL);

    const columns = await store()`
      SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS needed FROM pg_attribute
      WHERE attrelid = 'users_derivation'::regclass AND attnum > 0 ORDER BY attnum`;
    expect(columns.map(({ name, type, needed }) => `${name} ${type}${needed ? ', needed' : ''}`)).toEqual([
      'user_id bigint, needed',
      'name text',
      'email text',
      'signup_date date, needed',
      'average double precision',
      'n bigint',
      'total bigint',
      'shortest bigint',
      'longest bigint',
      'days integer',
      'as_of date, needed',
    ]);
  });

  test('has one row per user', async () => {
    await publish([ADA]);

    const again = store()`INSERT INTO users_derivation SELECT * FROM users_derivation`;

    await expect(again).rejects.toThrow('users_derivation_pkey');
  });

  test('has room in each page for the new version of a row, so that a run updates it in place', async () => {
    await syncDerivationTable(store(), ALL);

    const options = await store()`
      SELECT option_name, option_value FROM pg_class, pg_options_to_table(reloptions)
      WHERE oid = 'users_derivation'::regclass`;
    expect([...options]).toEqual([{ option_name: 'fillfactor', option_value: '45' }]);
  });
});

describe('what is published', () => {
  test('is, of a user with events, each value of its own slot', async () => {
    await publish([ADA], [ADAS]);

    expect(await table()).toEqual([
      {
        ...{ user_id: 1n, name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' },
        ...{ average: 10 / 3, n: 3n, total: 10n, shortest: 2n, longest: 5n, days: 365, as_of: '2024-01-01' },
      },
    ]);
  });

  test('is, of a user without events, 0 of them, a total of 0, and neither least, greatest nor mean value', async () => {
    await publish([ADA, BEN], [ADAS]);

    const [, ben] = await table();
    expect(ben).toMatchObject({ n: 0n, total: 0n, shortest: null, longest: null, average: null, days: 1 });
  });

  test('is no negative number of days, of a user who signs up later', async () => {
    await publish([BEN], [], { asOf: '2023-01-01' });

    expect(await table()).toMatchObject([{ days: 0, as_of: '2023-01-01' }]);
  });

  test('is exact up to the greatest total, and the mean is the double that is nearest to it', async () => {
    await publish([ADA], [{ owner: '1', events: '3', slots: ['9223372036854775807', '1', '1'] }]);

    expect(await table()).toMatchObject([{ total: 2n ** 63n - 1n, average: (2 ** 63 - 1) / 3 }]);
  });

  test('without any feature is the users alone', async () => {
    await publish([ADA], [], { model: defineFeatures(walkInputs, {}) });

    expect(await table()).toEqual([
      {
        ...{ user_id: 1n, name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' },
        as_of: '2024-01-01',
      },
    ]);
  });

  test('has a feature whose name is a word of SQL', async () => {
    const model = defineFeatures(walkInputs, { order: sum(walks.duration), user: count(walks) });

    await publish([ADA], [ADAS], { model });

    expect(await table()).toMatchObject([{ order: 10n, user: 3n }]);
  });

  test('is what this run has staged, and nothing of another', async () => {
    await publishing.stage(store(), ALL, [BEN], 'etl-2');

    await publish([ADA]);

    expect((await table()).map((row) => row['user_id'])).toEqual([1n]);
  });

  test('leaves out what events of users who are not staged add up to', async () => {
    await publish([BEN], [ADAS]);

    expect(await table()).toMatchObject([{ user_id: 2n, n: 0n }]);
  });
});

describe('publishing over an earlier run', () => {
  beforeEach(async () => {
    await publish([ADA, BEN], [ADAS]);
  });

  test('changes nothing where nothing has changed', async () => {
    const before = await store()`SELECT xmin::text, * FROM users_derivation ORDER BY user_id`;

    const counts = await publish([ADA, BEN], [ADAS]);

    expect(counts).toEqual({ inserted: 0, updated: 0, deleted: 0, unchanged: 2 });
    expect(await store()`SELECT xmin::text, * FROM users_derivation ORDER BY user_id`).toEqual(before);
  });

  test.each([
    ['name', { ...ADA, name: 'Eva' }, ADAS, { name: 'Eva' }],
    ['email', { ...ADA, email: 'eva@example.com' }, ADAS, { email: 'eva@example.com' }],
    ['the number of events', ADA, { ...ADAS, events: '4' }, { n: 4n, average: 2.5 }],
    ['the total', ADA, { ...ADAS, slots: ['11', '2', '5'] }, { total: 11n, average: 11 / 3 }],
    ['the least value', ADA, { ...ADAS, slots: ['10', '1', '5'] }, { shortest: 1n }],
    ['the greatest value', ADA, { ...ADAS, slots: ['10', '2', '6'] }, { longest: 6n }],
    [
      'the date of sign-up',
      { ...ADA, signup_date: '2023-01-02' },
      ADAS,
      { signup_date: '2023-01-02', days: 364 },
    ],
  ])('updates a row in which %s is another, and no other row', async (_what, user, aggregate, changed) => {
    const [before, ben] = await table();

    const counts = await publish([user, BEN], [aggregate]);

    expect(counts).toEqual({ inserted: 0, updated: 1, deleted: 0, unchanged: 1 });
    expect(await table()).toEqual([{ ...before, ...changed }, ben]);
  });

  test('updates every row for another date, also when no number of days is derived', async () => {
    const model = defineFeatures(walkInputs, { n: count(walks) });
    await publish([ADA, BEN], [ADAS], { model });

    const counts = await publish([ADA, BEN], [ADAS], { model, asOf: '2024-01-02' });

    expect(counts).toMatchObject({ updated: 2, unchanged: 0 });
    expect((await table()).map((row) => row['as_of'])).toEqual(['2024-01-02', '2024-01-02']);
  });

  test('updates a row in which a value is there no more, or for the first time, and nothing else', async () => {
    const model = defineFeatures(walkInputs, { longest: max(walks.duration) });
    await publish([ADA], [], { model });

    const first = await publish([ADA], [{ ...ADAS, slots: ['5'] }], { model });
    const [withValue] = await table();
    const gone = await publish([ADA], [], { model });

    expect([first, withValue]).toMatchObject([{ updated: 1 }, { longest: 5n }]);
    expect([gone, ...(await table())]).toMatchObject([{ updated: 1 }, { longest: null }]);
  });

  test('inserts who is new, and deletes who is gone', async () => {
    const counts = await publish([{ ...ADA, user_id: '3' }, BEN]);

    expect(counts).toEqual({ inserted: 1, updated: 0, deleted: 1, unchanged: 1 });
    expect((await table()).map((row) => row['user_id'])).toEqual([2n, 3n]);
  });
});
