import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { InputError } from '../../../lib/errors.ts';
import { defineFeatures, defineInputs, entity, id } from '../../../lib/model/declare.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { migrations } from '../../../lib/store/schema/migrations.ts';
import { claimDatabase, modelOfDatabase } from '../../../lib/store/schema/model-of-database.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';

let place: FreshDatabase;
let database: Database;
beforeEach(async () => {
  place = await freshDatabase();
  database = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
});
afterEach(async () => {
  await database.end();
  await place.drop();
});

/** A model of cars, declared in that folder. */
function carsIn(folder: string, key = 'car_id') {
  const inputs = defineInputs({ cars: entity({ files: 'cars.csv', key, columns: { [key]: id() } }) });
  return { ...defineFeatures(inputs, {}), folder };
}

describe('a database', () => {
  beforeEach(() => migrate(database));

  test('is of no model at first, then of the one that claims it', async () => {
    const before = await modelOfDatabase(database);

    await claimDatabase(database, carsIn('models/cars'));

    expect(before).toBeUndefined();
    expect(await modelOfDatabase(database)).toEqual({ folder: 'models/cars', key: 'car_id' });
  });

  test('stays of its model, with other features too', async () => {
    await claimDatabase(database, carsIn('models/cars'));

    await claimDatabase(database, { ...carsIn('models/cars'), features: [] });

    expect(await modelOfDatabase(database)).toEqual({ folder: 'models/cars', key: 'car_id' });
  });

  test.each([
    [
      'another folder',
      carsIn('models/old-cars'),
      /of the model models\/cars, but this is the model models\/old-cars/,
    ],
    ['another key', carsIn('models/cars', 'number'), /of the key car_id, but this is the key number/],
  ])('refuses a model of %s, and says what to do', async (_, other, message) => {
    await claimDatabase(database, carsIn('models/cars'));

    const claiming = claimDatabase(database, other);

    await expect(claiming).rejects.toThrow(InputError);
    await expect(claiming).rejects.toThrow(message);
    await expect(claiming).rejects.toThrow('ETL_STATE_DIR');
    expect(await modelOfDatabase(database)).toEqual({ folder: 'models/cars', key: 'car_id' });
  });

  test('is of one of two models that claim it at once', async () => {
    const claims = await Promise.allSettled([
      claimDatabase(database, carsIn('one')),
      claimDatabase(database, carsIn('other')),
    ]);

    expect(claims.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a database of before there was a choice', () => {
  const before = migrations.filter(({ version }) => version < 8);

  test('with a table is of the model in lib', async () => {
    await migrate(database, before);
    await database`CREATE TABLE public.users_derivation (name text, user_number bigint PRIMARY KEY)`;

    await migrate(database);

    expect(await modelOfDatabase(database)).toEqual({ folder: 'lib', key: 'user_number' });
  });

  test('without a table is of none', async () => {
    await migrate(database, before);

    await migrate(database);

    expect(await modelOfDatabase(database)).toBeUndefined();
  });
});
