import { expect, test, vi } from 'vitest';
import { Budget } from '../../../lib/budget.ts';
import { connectPostgres, DatabaseUnavailableError } from '../../../lib/clients/postgres.ts';
import { DatabaseClient } from '../../../lib/clients/request-database.ts';
import { connectionRefused, scriptedDatabase } from '../support/scripted-database.ts';
import { silentServer } from '../support/silent-server.ts';

const forever = () => new Promise<never>(() => undefined);
const unavailable = expect.any(DatabaseUnavailableError);
const failureOf = (answer: Promise<unknown>) => answer.catch((error: unknown) => error);

/** A client of databases that are made in turn, each by its script; the last one goes on to be made. */
function clientOf(...scripts: (() => unknown)[]) {
  const ended: number[] = [];
  const connect = vi.fn(() => {
    const number = connect.mock.calls.length;
    const database = scriptedDatabase(scripts[Math.min(number, scripts.length) - 1] ?? forever);
    return Object.assign(database, { end: () => Promise.resolve(ended.push(number)).then(() => undefined) });
  });
  return { client: new DatabaseClient(connect), connect, ended };
}

const ask = (client: DatabaseClient, budget = new Budget(60_000)) =>
  client.within(budget).ask((sql) => sql`SELECT 1`);

test('what is asked in time is answered, and the client is kept for the next request', async () => {
  const { client, connect } = clientOf(() => ['row']);

  const answers = [await ask(client), await ask(client)];

  expect(answers).toEqual([['row'], ['row']]);
  expect(connect).toHaveBeenCalledOnce();
});

test('nothing is connected before something is asked', () => {
  const { client, connect } = clientOf(forever);

  client.within(new Budget(60_000));

  expect(connect).not.toHaveBeenCalled();
});

test('a question that the budget does not suffice for is a database that is not available', async () => {
  const { client } = clientOf(forever);

  const failure = await failureOf(ask(client, new Budget(20)));

  expect(failure).toEqual(unavailable);
});

test('after a silent database, the next request asks a new client and the old one is ended', async () => {
  const { client, ended } = clientOf(forever, () => ['row']);
  await failureOf(ask(client, new Budget(20)));

  const answer = await ask(client);

  expect(answer).toEqual(['row']);
  expect(ended).toEqual([1]);
});

test('a database that cannot be reached is given up too: what waits in line there would hold up others', async () => {
  const { client, ended } = clientOf(
    () => Promise.reject(connectionRefused()),
    () => ['row'],
  );
  await failureOf(ask(client));

  const answer = await ask(client);

  expect(answer).toEqual(['row']);
  expect(ended).toEqual([1]);
});

test('a statement that fails is an error of its own, and the client is kept', async () => {
  const denied = Object.assign(new Error('permission denied'), { code: '42501' });
  const { client, ended } = clientOf(() => Promise.reject(denied));

  const failure = await failureOf(ask(client));

  expect(failure).toBe(denied);
  expect(ended).toEqual([]);
});

test('two questions of one request that both wait in vain give up one client', async () => {
  const { client, connect, ended } = clientOf(forever, () => ['row']);
  const budget = new Budget(20);
  await Promise.all([failureOf(ask(client, budget)), failureOf(ask(client, budget))]);

  await ask(client);

  expect(ended[0]).toBe(1);
  expect(connect).toHaveBeenCalledTimes(2);
});

test('with nothing left of the budget the database is not asked', async () => {
  const { client, connect } = clientOf(() => ['row']);

  const failure = await failureOf(ask(client, new Budget(0)));

  expect(failure).toEqual(unavailable);
  expect(connect).not.toHaveBeenCalled();
});

test('several queries at once to a server that accepts and stays silent fail within the budget, each time', async () => {
  const { port, connections } = await silentServer();
  const url = `postgres://reader:secret@127.0.0.1:${port}/etl`;
  const client = new DatabaseClient(() => connectPostgres(url, { statementTimeoutMs: 1_000 }));
  const three = () =>
    client.within(new Budget(200)).ask((sql) => Promise.all([sql`SELECT 1`, sql`SELECT 2`, sql`SELECT 3`]));

  const failures = [await failureOf(three()), await failureOf(three()), await failureOf(three())];

  expect(failures).toEqual([unavailable, unavailable, unavailable]);
  // One for each request: what the one before left waiting is not waited for again.
  expect(connections()).toBe(3);
});
