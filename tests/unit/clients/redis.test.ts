import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  connectRedis,
  EXTEND_SCRIPT,
  RELEASE_SCRIPT,
  type RedisClient,
  RedisUnavailableError,
} from '../../../lib/clients/redis.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';

const TOKEN = 'rest-token-secret';

/** A server that notes what it is sent and answers what the test sets. */
let server: Server;
let client: RedisClient;
let requests: { path: string | undefined; headers: IncomingHttpHeaders; command: unknown }[];
let answer: { status: number; body: string };

beforeEach(async () => {
  requests = [];
  answer = { status: 200, body: '{"result":null}' };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const command: unknown = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({ path: request.url, headers: request.headers, command });
    response.writeHead(answer.status).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = connectRedis({ url: `http://127.0.0.1:${port}`, token: TOKEN, timeoutMs: 15_000 });
});

afterEach(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

const operations: [string, () => Promise<unknown>][] = [
  ['acquire', () => client.acquire('trigger', 'lock-token', 15_000)],
  ['remaining', () => client.remaining('trigger')],
  ['extend', () => client.extend('trigger', 'lock-token', 10_000)],
  ['release', () => client.release('trigger', 'lock-token')],
  ['ping', () => client.ping()],
];

describe('what the Redis client sends', () => {
  it.each([
    ['acquire', ['set', 'etl:trigger', 'lock-token', 'nx', 'px', 15_000], '{"result":"OK"}'],
    ['remaining', ['pttl', 'etl:trigger'], '{"result":5}'],
    ['extend', ['eval', EXTEND_SCRIPT, 1, 'etl:trigger', 'lock-token', 10_000], '{"result":1}'],
    ['release', ['eval', RELEASE_SCRIPT, 1, 'etl:trigger', 'lock-token'], '{"result":1}'],
    ['ping', ['ping'], '{"result":"UE9ORw=="}'],
  ])('%s is one command under our prefix', async (operation, command, body) => {
    answer.body = body;

    await new Map(operations).get(operation)?.();

    expect(requests.map((request) => request.command)).toEqual([command]);
  });

  it('carries the token and asks for base64, and no telemetry', async () => {
    await client.acquire('trigger', 'lock-token', 1000);

    const headers = requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'upstash-encoding': 'base64' });
    expect(Object.keys(headers).filter((name) => /telemetry|sync/.test(name))).toEqual([]);
  });

  it('is one request per command, also at the same time', async () => {
    await Promise.all([client.acquire('a', 't', 1000), client.acquire('b', 't', 1000)]);

    expect(requests.map(({ path }) => path)).toEqual(['/', '/']);
  });
});

describe('what the Redis client understands', () => {
  it.each([
    ['acquire', '{"result":"OK"}', true],
    ['acquire', '{"result":"T0s="}', true],
    ['acquire', '{"result":null}', false],
    ['extend', '{"result":1}', true],
    ['extend', '{"result":0}', false],
    ['release', '{"result":1}', true],
    ['release', '{"result":0}', false],
    ['remaining', '{"result":1234}', 1234],
    ['remaining', '{"result":0}', 0],
    ['remaining', '{"result":-1}', 0],
    ['remaining', '{"result":-2}', 0],
    ['ping', '{"result":"UE9ORw=="}', undefined],
  ])('%s reads %s as %s', async (operation, body, expected) => {
    answer.body = body;

    const result = await new Map(operations).get(operation)?.();

    expect(result).toBe(expected);
  });

  it.each([
    '{"result":"U3RyYW5nZQ=="}',
    '{"result":"MQ=="}',
    '{"result":true}',
    '{"result":[]}',
    '{}',
    '[]',
    'null',
    '"OK"',
    '<html>Welcome</html>',
    '',
  ])('no operation takes %s for an answer', async (body) => {
    answer.body = body;

    const outcomes = await Promise.allSettled(operations.map(([, operate]) => operate()));

    const errors = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(errors.filter((error) => !(error instanceof RedisUnavailableError))).toEqual([]);
  });

  it.each([400, 401, 404, 413, 429, 500, 503])('answers of status %d are failures', async (status) => {
    answer = { status, body: '{"error":"ERR no"}' };

    await expect(client.acquire('trigger', 'lock-token', 1000)).rejects.toThrow(RedisUnavailableError);
  });
});

describe('failures of the Redis client', () => {
  it.each(operations)('%s is sent once, even if it fails', async (_operation, operate) => {
    answer = { status: 500, body: '{"error":"ERR broken"}' };

    await expect(operate()).rejects.toThrow(RedisUnavailableError);

    expect(requests).toHaveLength(1);
  });

  it('a connection that is cut is not tried again', async () => {
    let connections = 0;
    server.removeAllListeners('request').on('request', (request) => {
      connections += 1;
      request.socket.destroy();
    });

    await expect(client.acquire('trigger', 'lock-token', 1000)).rejects.toThrow(
      /no connection \(UND_ERR_SOCKET\)/,
    );

    expect(connections).toBe(1);
  });

  it('a body that never ends is given up', async () => {
    server.removeAllListeners('request').on('request', (_request, response) => {
      response.writeHead(200).write('{"result":');
    });
    const { port } = server.address() as AddressInfo;
    const hurried = connectRedis({ url: `http://127.0.0.1:${port}`, token: TOKEN, timeoutMs: 300 });

    const acquiring = hurried.acquire('trigger', 'lock-token', 1000);

    await expect(acquiring).rejects.toThrow('Redis: acquire failed: no answer within 300 ms');
  });

  it('what is left of the budget bounds a command, too', async () => {
    server.removeAllListeners('request').on('request', () => undefined);
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const bounded = connectRedis({ url, token: TOKEN, timeoutMs: 15_000, budget: new Budget(200) });

    await expect(bounded.ping()).rejects.toThrow(/no answer within (\d|\d\d|1\d\d|200) ms/);
  });

  it('a time-out leaves later commands alone', async () => {
    server.removeAllListeners('request').once('request', () => {
      server.on('request', (_request, response) => response.end('{"result":"OK"}'));
    });
    const { port } = server.address() as AddressInfo;
    const hurried = connectRedis({ url: `http://127.0.0.1:${port}`, token: TOKEN, timeoutMs: 2000 });

    await expect(hurried.acquire('trigger', 'lock-token', 1000)).rejects.toThrow(RedisUnavailableError);

    expect(await hurried.acquire('trigger', 'lock-token', 1000)).toBe(true);
  });

  it('the message holds neither token nor address nor command, the cause tells more', async () => {
    answer = { status: 401, body: '{"error":"Unauthorized"}' };

    const error = await client.acquire('trigger', 'lock-token', 1000).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(RedisUnavailableError);
    expect(error).toMatchObject({
      name: 'RedisUnavailableError',
      message: 'Redis: acquire failed: the server refused the command or the token',
      cause: { message: expect.stringContaining('Unauthorized') },
    });
  });

  it.each([
    ['', 'token'],
    ['redis.example', 'token'],
    ['redis://127.0.0.1:6379', 'token'],
    ['http://user:pass-secret@127.0.0.1', 'token'],
    ['http://127.0.0.1', ''],
    ['http://127.0.0.1', 'two\nlines-secret'],
    ['http://127.0.0.1', 'not-ascii-ä-secret'],
  ])('the settings %j and %j are refused without quoting them', (url, token) => {
    const connect = () => connectRedis({ url, token });

    expect(connect).toThrow(RedisUnavailableError);
    expect(connect).not.toThrow(/secret/);
  });
});
