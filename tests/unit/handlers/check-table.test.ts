import { expect, test } from 'vitest';
import { route as checkTable } from '../../../handlers/check-table.ts';
import { httpRequest } from '../support/http-request.ts';
import { answerTo } from '../support/route-answer.ts';
import { connectionRefused, scriptedRequestDatabase } from '../support/scripted-database.ts';

const model = { table: 'shops_derivation' };

test('a table that exists is a 200', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: true }]);

  const reply = await answerTo(checkTable, httpRequest(), { database, model });

  expect(reply).toEqual({ status: 200, body: { message: 'Table created' } });
});

test('a table that does not exist is a 500', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: false }]);

  expect(await answerTo(checkTable, httpRequest(), { database, model })).toMatchObject({
    status: 500,
    body: { code: 'TABLE_MISSING', message: 'Table creation failed' },
  });
});

test('a database that cannot be reached is a 503 with a time to wait', async () => {
  const database = scriptedRequestDatabase(() => Promise.reject(connectionRefused()));

  expect(await answerTo(checkTable, httpRequest(), { database, model })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    body: { code: 'DATABASE_UNAVAILABLE', retryAfter: 5 },
  });
});

test('a statement that fails is no answer for a client', async () => {
  const denied = Object.assign(new Error('permission denied'), { code: '42501' });
  const database = scriptedRequestDatabase(() => Promise.reject(denied));

  await expect(answerTo(checkTable, httpRequest(), { database, model })).rejects.toBe(denied);
});
