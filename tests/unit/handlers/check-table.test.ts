import { expect, test } from 'vitest';
import { checkTable } from '../../../handlers/check-table.ts';
import { httpRequest } from '../support/http-request.ts';
import { connectionRefused, scriptedRequestDatabase } from '../support/scripted-database.ts';

test('a table that exists is a 200', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: true }]);

  const reply = await checkTable(httpRequest(), { database });

  expect(reply).toEqual({ status: 200, body: { message: 'Table created' } });
});

test('a table that does not exist is a 500', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: false }]);

  await expect(checkTable(httpRequest(), { database })).rejects.toMatchObject({
    status: 500,
    code: 'TABLE_MISSING',
    message: 'Table creation failed',
  });
});

test('a database that cannot be reached is a 503 with a time to wait', async () => {
  const database = scriptedRequestDatabase(() => Promise.reject(connectionRefused()));

  await expect(checkTable(httpRequest(), { database })).rejects.toMatchObject({
    status: 503,
    code: 'DATABASE_UNAVAILABLE',
    retryAfterS: 5,
  });
});

test('a statement that fails is no answer for a client', async () => {
  const denied = Object.assign(new Error('permission denied'), { code: '42501' });
  const database = scriptedRequestDatabase(() => Promise.reject(denied));

  await expect(checkTable(httpRequest(), { database })).rejects.toBe(denied);
});
