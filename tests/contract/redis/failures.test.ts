import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis, type RedisClient, RedisUnavailableError } from '../../../lib/clients/redis.ts';
import { openService, type Service, uniqueKey } from './service.ts';

const operations: [string, (client: RedisClient) => Promise<unknown>][] = [
  ['acquire', (client) => client.acquire(uniqueKey(), 'mine', 60_000)],
  ['remaining', (client) => client.remaining(uniqueKey())],
  ['extend', (client) => client.extend(uniqueKey(), 'mine', 60_000)],
  ['release', (client) => client.release(uniqueKey(), 'mine')],
  ['ping', (client) => client.ping()],
];

describe('a wrong token', () => {
  let service: Service;

  beforeAll(async () => {
    service = await openService();
  });

  afterAll(async () => {
    await service.close();
  });

  it.each(operations)('fails %s', async (_name, operate) => {
    const client = connectRedis({ url: service.url, token: randomUUID(), timeoutMs: 30_000 });

    const operation = operate(client);

    await expect(operation).rejects.toThrow(RedisUnavailableError);
  });
});

describe('a server that accepts and never answers', () => {
  let server: Server;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
    await closed;
  });

  // Without its own time-out the client would wait for five minutes, longer than this test may take.
  it.each(operations)('fails %s after the time it is given', async (_name, operate) => {
    const { port } = server.address() as AddressInfo;
    const client = connectRedis({ url: `http://127.0.0.1:${port}`, token: 'token', timeoutMs: 200 });

    const operation = operate(client);

    await expect(operation).rejects.toThrow(RedisUnavailableError);
    await expect(operation).rejects.toThrow('no answer within 200 ms');
  });

  it('fails an operation in half a second when no time is given', async () => {
    const { port } = server.address() as AddressInfo;
    const client = connectRedis({ url: `http://127.0.0.1:${port}`, token: 'token' });

    await expect(client.ping()).rejects.toThrow('no answer within 500 ms');
  });
});

describe('a port nobody listens on', () => {
  it.each(operations)('fails %s', async (_name, operate) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const client = connectRedis({ url: `http://127.0.0.1:${port}`, token: 'token', timeoutMs: 30_000 });

    const operation = operate(client);

    await expect(operation).rejects.toThrow(RedisUnavailableError);
    await expect(operation).rejects.toThrow('no connection (ECONNREFUSED)');
  });
});
