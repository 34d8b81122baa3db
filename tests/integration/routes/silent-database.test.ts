import { afterEach, beforeEach, expect, test } from 'vitest';
import { route as metrics } from '../../../handlers/metrics.ts';
import { connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { requestDatabase } from '../../../lib/clients/request-database.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { openProxy, type SilentProxy } from '../silent-proxy.ts';
import { type Api, asking, makeApi } from './api.ts';

let api: Api;
let proxy: SilentProxy;
let connection: Database;
beforeEach(async () => {
  api = await makeApi();
  await api.run('etl-1');
  proxy = await openProxy(api.readerUrl);
  connection = connectPostgres(proxy.url, { statementTimeoutMs: 4_000, silenceTimeoutMs: 5_000 });
});
afterEach(async () => {
  connection.giveUp('the test has ended');
  proxy.close();
  await api.remove();
});

/** A request that asks three things at once, on the client that all of them share; the status that a client would see. */
async function statusOf(budgetMs: number): Promise<number> {
  const database = requestDatabase(connection, new Budget(budgetMs));
  return (await answerTo(metrics, asking(), { database, model: api.reading.model })).status;
}

test('a database that falls silent on a warm instance is a 503 for each request until it speaks again', async () => {
  const before = await statusOf(60_000);
  proxy.fallSilent();

  const meanwhile = [await statusOf(300), await statusOf(300), await statusOf(300)];
  proxy.speakAgain();
  const after = [await statusOf(60_000), await statusOf(60_000)];

  expect([before, meanwhile, after]).toEqual([200, [503, 503, 503], [200, 200]]);
});

test('a database that is silent from the beginning is a 503 until it speaks', async () => {
  proxy.fallSilent();

  const silent = [await statusOf(300), await statusOf(300)];
  proxy.speakAgain();
  const after = await statusOf(60_000);

  expect([silent, after]).toEqual([[503, 503], 200]);
});

test('a statement that takes longer than the budget holds up nobody after it', async () => {
  const slow = requestDatabase(connection, new Budget(300))
    .ask((sql) => sql`SELECT pg_sleep(3)`)
    .catch((error: { code?: string }) => error.code);

  const outcomes = [await slow, await statusOf(60_000)];

  expect(outcomes).toEqual(['DATABASE_UNAVAILABLE', 200]);
});
