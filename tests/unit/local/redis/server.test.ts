import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningRedis, startRedis } from '../../../../local/redis/server.ts';

const TOKEN = 'unit-token';
const MEBIBYTE = 1024 * 1024;

let redis: RunningRedis;

beforeEach(async () => {
  redis = await startRedis({ port: 0, token: TOKEN });
});

afterEach(async () => {
  await redis.close();
});

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(redis.url + path, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${TOKEN}`, ...headers },
  });
  return { status: response.status, body: await response.json() };
}

/** A SET of a value so long that the whole body has `bytes` bytes. */
function bodyOf(bytes: number): string {
  const frame = '["SET","key",""]';
  return `["SET","key","${'x'.repeat(bytes - frame.length)}"]`;
}

describe('HTTP server of the Redis emulator', () => {
  it('answers a command in the body', async () => {
    const answer = await post('/', '["PING"]');

    expect(answer).toEqual({ status: 200, body: { result: 'PONG' } });
  });

  it('answers a refused command with 400', async () => {
    const answer = await post('/', '["GET"]');

    expect(answer).toEqual({
      status: 400,
      body: { error: "ERR wrong number of arguments for 'get' command" },
    });
  });

  it('answers every command of a pipeline, errors in their place', async () => {
    const answer = await post('/pipeline', '[["SET","a",1],["NONE"],["GET","a"]]');

    expect(answer).toEqual({
      status: 200,
      body: [{ result: 'OK' }, { error: "ERR unknown command 'NONE'" }, { result: '1' }],
    });
  });

  it('answers every command of a transaction, errors in their place', async () => {
    const answer = await post('/multi-exec', '[["SET","a","1"],["EXPIRE","a","x"],["DBSIZE"]]');

    expect(answer).toEqual({
      status: 200,
      body: [{ result: 'OK' }, { error: 'ERR value is not an integer or out of range' }, { result: 1 }],
    });
  });

  it('carries out nothing of a transaction with an unknown command', async () => {
    const answer = await post('/multi-exec', '[["SET","a","1"],["NONE"]]');

    expect(answer).toEqual({ status: 400, body: { error: "ERR unknown command 'NONE'" } });
    expect((await post('/', '["EXISTS","a"]')).body).toEqual({ result: 0 });
  });

  it('encodes strings other than OK when asked for base64', async () => {
    const answer = await post(
      '/pipeline',
      '[["SET","a","né"],["GET","a"],["PTTL","a"],["GET","b"],["PING"]]',
      {
        'upstash-encoding': 'base64',
      },
    );

    expect(answer.body).toEqual([
      { result: 'OK' },
      { result: Buffer.from('né').toString('base64') },
      { result: -1 },
      { result: null },
      { result: 'UE9ORw==' },
    ]);
  });

  it('replaces a lone surrogate, which has no UTF-8', async () => {
    const answer = await post('/pipeline', '[["SET","a","x\\ud800y"],["GET","a"]]');

    expect(answer.body).toEqual([{ result: 'OK' }, { result: 'x\ufffdy' }]);
  });

  it.each([
    ['/', '["PING"'],
    ['/', ''],
    ['/', '{"0":"PING"}'],
    ['/', '"PING"'],
    ['/', '["SET","k",null]'],
    ['/', '["SET","k",["v"]]'],
    ['/pipeline', '["PING"]'],
    ['/pipeline', '[["PING"],{}]'],
    ['/pipeline', '['],
    ['/multi-exec', '[["PING"],"PING"]'],
  ])('answers 400 to POST %s of %s', async (path, body) => {
    const answer = await post(path, body);

    expect(answer).toEqual({
      status: 400,
      body: { error: expect.stringMatching(/^ERR failed to parse (command|pipeline|transaction)/) },
    });
  });

  it('answers 404 at any other path and names those there are', async () => {
    const answer = await post('/set/foo/bar', '');

    expect(answer).toEqual({
      status: 404,
      body: { error: expect.stringContaining('/, /pipeline, /multi-exec') },
    });
  });

  it('answers 405 to any other method', async () => {
    const response = await fetch(redis.url, { headers: { authorization: `Bearer ${TOKEN}` } });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'])('answers 401 to %s at every path', async (method) => {
    const paths = ['/', '/pipeline', '/multi-exec', '/pipeline?_token=unit-token', '/nothing', '/set/a/b'];

    const responses = await Promise.all(paths.map((path) => fetch(redis.url + path, { method })));

    expect(responses.map(({ status }) => status)).toEqual(paths.map(() => 401));
    expect(await responses[0]?.json()).toEqual({ error: 'Unauthorized' });
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer unit-toke',
    'Bearer unit-token2',
    'Bearer UNIT-TOKEN',
    'Basic unit-token',
    'unit-token',
  ])('takes «%s» for no authorization', async (authorization) => {
    const answer = await post('/', '["PING"]', { authorization });

    expect(answer).toEqual({ status: 401, body: { error: 'Unauthorized' } });
  });

  it('takes a body of 1 MiB', async () => {
    const answer = await post('/', bodyOf(MEBIBYTE));

    expect(answer).toEqual({ status: 200, body: { result: 'OK' } });
  });

  it.each([MEBIBYTE + 1, 5 * MEBIBYTE])('answers 413 to a body of %d bytes', async (bytes) => {
    const answer = await post('/', bodyOf(bytes));

    expect(answer).toEqual({ status: 413, body: { error: expect.stringMatching(/^ERR max request size/) } });
  });

  it('goes on after a client that broke off in the middle of a body', async () => {
    const socket = connect(redis.port, '127.0.0.1');
    const head = `POST / HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${TOKEN}\r\ncontent-length: 100\r\n\r\n["PI`;
    await new Promise((resolve) => socket.write(head, resolve));
    socket.destroy();
    await once(socket, 'close');

    const answer = await post('/', '["PING"]');

    expect(answer.status).toBe(200);
  });

  it('rejects when the port is taken', async () => {
    const second = startRedis({ port: redis.port, token: TOKEN });

    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes with a connection open, and closes twice', async () => {
    const socket = connect(redis.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    const gone = once(socket, 'close');

    await Promise.all([redis.close(), redis.close(), gone]);

    await expect(fetch(redis.url)).rejects.toThrow();
  });
});

describe('memory of the Redis emulator', () => {
  it('frees expired keys that nobody reads', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let now = 1_000_000;
    const timed = await startRedis({ port: 0, token: TOKEN, now: () => now });
    const ask = async (command: string) => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const response = await fetch(timed.url, { method: 'POST', body: command, headers });
      return response.json();
    };
    await ask('["SET","a","1","PX",10]');
    now += 11;
    const before = await ask('["DBSIZE"]');

    vi.advanceTimersByTime(1000);

    expect([before, await ask('["DBSIZE"]')]).toEqual([{ result: 1 }, { result: 0 }]);
    vi.useRealTimers();
    await timed.close();
  });
});
