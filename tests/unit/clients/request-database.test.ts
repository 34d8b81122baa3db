import { expect, test, vi } from 'vitest';
import { connectPostgres, DatabaseUnavailableError } from '../../../lib/clients/postgres.ts';
import { requestDatabase } from '../../../lib/clients/request-database.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { connectionRefused, type Script, scriptedDatabase } from '../support/scripted-database.ts';
import { silentServer } from '../support/silent-server.ts';

const forever = () => new Promise<never>(() => undefined);
const unavailable = expect.any(DatabaseUnavailableError);

/** What becomes of a question to a database that answers by the script, and how often its session was given up. */
async function ask(script: Script, budget = new Budget(60_000)) {
  const database = scriptedDatabase(script);
  const giveUp = vi.spyOn(database, 'giveUp');
  const outcome: unknown = await requestDatabase(database, budget)
    .ask((sql) => sql`SELECT 1`)
    .catch((error: unknown) => error);
  return { outcome, givenUp: giveUp.mock.calls.length };
}

test('what is asked in time is answered, and the session is kept', async () => {
  expect(await ask(() => ['row'])).toEqual({ outcome: ['row'], givenUp: 0 });
});

test('a database that the budget does not suffice for is not available, and its session is given up', async () => {
  expect(await ask(forever, new Budget(20))).toEqual({ outcome: unavailable, givenUp: 1 });
});

test('a database that can not be reached is given up too: what waits in line there would hold up others', async () => {
  const outcome = await ask(() => Promise.reject(connectionRefused()));

  expect(outcome).toEqual({ outcome: unavailable, givenUp: 1 });
});

test('a statement that fails is an error of its own, and the session is kept', async () => {
  const denied = Object.assign(new Error('permission denied'), { code: '42501' });

  expect(await ask(() => Promise.reject(denied))).toEqual({ outcome: denied, givenUp: 0 });
});

test('with nothing left of the budget the database is not asked', async () => {
  const script = vi.fn(() => ['row']);

  const { outcome } = await ask(script, new Budget(0));

  expect(outcome).toEqual(unavailable);
  expect(script).not.toHaveBeenCalled();
});

test('several statements at once to a server that accepts and stays silent fail within the budget, each time', async () => {
  const { port, connections } = await silentServer();
  const database = connectPostgres(`postgres://reader:secret@127.0.0.1:${port}/etl`, {
    statementTimeoutMs: 1_000,
  });
  const three = () =>
    requestDatabase(database, new Budget(200))
      .ask((sql) => Promise.all([sql`SELECT 1`, sql`SELECT 2`, sql`SELECT 3`]))
      .catch((error: unknown) => error);

  const outcomes = [await three(), await three(), await three()];

  expect(outcomes).toEqual([unavailable, unavailable, unavailable]);
  // One for each request: what the one before left waiting is not waited for again.
  expect(connections()).toBe(3);
});
