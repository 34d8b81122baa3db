import { expect, test } from 'vitest';
import { route as checkFeatureDerivation } from '../../../handlers/check-feature-derivation.ts';
import { httpRequest } from '../support/http-request.ts';
import { answerTo } from '../support/route-answer.ts';
import { connectionRefused, scriptedRequestDatabase } from '../support/scripted-database.ts';

/** A database whose shops_derivation has so many rows; undefined: there is no such table. */
const databaseWith = (rows: number | undefined) =>
  scriptedRequestDatabase(() => {
    if (rows === undefined) {
      throw Object.assign(new Error('relation "shops_derivation" does not exist'), { code: '42P01' });
    }
    return [{ count: rows }];
  });

const model = { table: 'shops_derivation' };

test('derived rows are a 200 with their number', async () => {
  const reply = await answerTo(checkFeatureDerivation, httpRequest(), { database: databaseWith(10), model });

  expect(reply).toEqual({ status: 200, body: { message: 'Feature Derivation inserted', count: 10 } });
});

test('an empty table is a 500', async () => {
  expect(
    await answerTo(checkFeatureDerivation, httpRequest(), { database: databaseWith(0), model }),
  ).toMatchObject({
    status: 500,
    body: { code: 'TABLE_EMPTY', message: 'Feature Derivation insert failed' },
  });
});

test('a table that does not exist is a 500', async () => {
  const database = databaseWith(undefined);

  expect(await answerTo(checkFeatureDerivation, httpRequest(), { database, model })).toMatchObject({
    status: 500,
    body: { code: 'TABLE_MISSING', message: 'Feature Derivation insert failed' },
  });
});

test('a database that cannot be reached is a 503', async () => {
  const database = scriptedRequestDatabase(() => Promise.reject(connectionRefused()));

  expect(await answerTo(checkFeatureDerivation, httpRequest(), { database, model })).toMatchObject({
    status: 503,
    body: { code: 'DATABASE_UNAVAILABLE' },
  });
});
