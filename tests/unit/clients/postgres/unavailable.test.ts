import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  answered,
  connectPostgres,
  type Database,
  DatabaseUnavailableError,
} from '../../../../lib/clients/postgres.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    socket.destroy();
  }
  for (const server of servers.splice(0)) {
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server on a free port that does this with a connection, instead of speaking Postgres. */
async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const address = server.address();
  return `postgres://reader:secret@127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/etl`;
}

/** What three queries, one after the other on one client, end with. */
async function threeQueries(url: string): Promise<unknown[]> {
  const database = connectPostgres(url, { statementTimeoutMs: 1_000, silenceTimeoutMs: 500 });
  const outcomes: unknown[] = [];
  for (let query = 0; query < 3; query++) {
    outcomes.push(await answered(database`SELECT 1`).catch((error: unknown) => error));
  }
  await database.end();
  return outcomes;
}

const threeTimesUnavailable = [0, 1, 2].map(() => expect.any(DatabaseUnavailableError));

test('a refused connection is told each time, and never waited for', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));

  const outcomes = await threeQueries(url);

  expect(outcomes).toEqual(threeTimesUnavailable);
});

test('a server that hangs up at once is told each time', async () => {
  const url = await listen((socket) => socket.end());

  const outcomes = await threeQueries(url);

  expect(outcomes).toEqual(threeTimesUnavailable);
});

test('a server that accepts and never answers is told each time', async () => {
  const url = await listen((socket) => socket.resume());

  const outcomes = await threeQueries(url);

  expect(outcomes).toEqual(threeTimesUnavailable);
});

test.each([
  ['is given up', (database: Database) => database.giveUp('the test says so')],
  ['is lost', () => sockets[0]?.destroy()],
])('what waits in line for a session that %s before it is open ends with it', async (_what, end) => {
  const url = await listen((socket) => socket.resume());
  const database = connectPostgres(url, { statementTimeoutMs: 1_000 });
  // So many that what the driver would send to each new connection adds up to more than it keeps back.
  const numbers = Array.from({ length: 30 }, (_, index) => index);
  const queries = numbers.map((number) => answered(database`SELECT ${number}::int`));
  const outcomes = Promise.allSettled(queries);
  while (sockets.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  end(database);

  expect((await outcomes).map((outcome) => 'reason' in outcome && outcome.reason)).toEqual(
    numbers.map(() => expect.any(DatabaseUnavailableError)),
  );
  expect(sockets).toHaveLength(1);
});

test('the error for a client names neither address nor password', async () => {
  const [error] = await threeQueries(await listen((socket) => socket.destroy()));

  expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect((error as Error).message).toBe('The database is not available, please try again later');
});
