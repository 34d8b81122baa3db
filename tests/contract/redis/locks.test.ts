import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectRedis, type RedisClient } from '../../../lib/clients/redis.ts';
import { pipeline } from './rest.ts';
import { openService, type Service, uniqueKey } from './service.ts';

let service: Service;
let key: string;

/** A client as a Lambda has it, but patient: the machine may be slow, and time-outs are another test's matter. */
function newClient(): RedisClient {
  return connectRedis({ url: service.url, token: service.token, timeoutMs: 30_000 });
}

beforeAll(async () => {
  service = await openService();
});

beforeEach(() => {
  key = uniqueKey();
});

afterAll(async () => {
  await service.close();
});

describe('acquire', () => {
  it('takes a free lock', async () => {
    const taken = await newClient().acquire(key, 'mine', 60_000);

    expect(taken).toBe(true);
  });

  it('refuses a lock that is held, also to its holder', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const taken = [await client.acquire(key, 'other', 60_000), await client.acquire(key, 'mine', 60_000)];

    expect(taken).toEqual([false, false]);
  });

  it('leaves the holder and the time of a lock it refuses', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 30_000);

    await client.acquire(key, 'other', 60_000);

    expect(await client.remaining(key)).toBeLessThanOrEqual(30_000);
    expect(await client.release(key, 'mine')).toBe(true);
  });

  it('gives a lock to one of 100 clients that ask at once', async () => {
    const clients = Array.from({ length: 100 }, newClient);

    const taken = await Promise.all(clients.map((client, index) => client.acquire(key, `t${index}`, 60_000)));

    expect(taken.filter(Boolean)).toHaveLength(1);
    const owner = taken.indexOf(true);
    expect(await newClient().release(key, `t${owner}`)).toBe(true);
  });

  it('takes a lock whose time is over', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 50);

    const taken = expect.poll(() => client.acquire(key, 'other', 60_000), { timeout: 30_000 });

    await taken.toBe(true);
  });

  it('keeps its key under etl:', async () => {
    await newClient().acquire(key, 'mine', 60_000);

    expect(
      await pipeline(service, [
        ['GET', `etl:${key}`],
        ['EXISTS', key],
      ]),
    ).toEqual([{ result: 'mine' }, { result: 0 }]);
  });

  it.each(['ключ', 'naïve 🔒', 'a"b\\c\n\t', 'null', '{"a":1}', '007', ' '])(
    'knows its holder by the token %j',
    async (token) => {
      const client = newClient();
      await client.acquire(key, token, 60_000);

      const released = await client.release(key, token);

      expect(released).toBe(true);
    },
  );
});

describe('remaining', () => {
  it('is 0 when nobody holds the lock', async () => {
    const left = await newClient().remaining(key);

    expect(left).toBe(0);
  });

  it('is in milliseconds and at most the time the lock was taken for', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const left = await client.remaining(key);

    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it('is 0 for a key without expiry', async () => {
    await pipeline(service, [['SET', `etl:${key}`, 'eternal']]);

    const left = await newClient().remaining(key);

    await pipeline(service, [['DEL', `etl:${key}`]]);
    expect(left).toBe(0);
  });
});

describe('extend', () => {
  it('sets the remaining time for the holder', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const extended = await client.extend(key, 'mine', 600_000);

    expect(extended).toBe(true);
    expect(await client.remaining(key)).toBeGreaterThan(60_000);
    await client.release(key, 'mine');
  });

  it('can shorten the remaining time', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 600_000);

    await client.extend(key, 'mine', 60_000);

    expect(await client.remaining(key)).toBeLessThanOrEqual(60_000);
  });

  it('changes nothing for another token', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const extended = await client.extend(key, 'other', 600_000);

    expect(extended).toBe(false);
    expect(await client.remaining(key)).toBeLessThanOrEqual(60_000);
  });

  it('makes no lock where there is none', async () => {
    const client = newClient();

    const extended = await client.extend(key, 'mine', 60_000);

    expect(extended).toBe(false);
    expect(await client.remaining(key)).toBe(0);
  });

  it('drops the lock when the time is 0', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const extended = await client.extend(key, 'mine', 0);

    expect(extended).toBe(true);
    expect(await client.acquire(key, 'other', 60_000)).toBe(true);
  });
});

describe('release', () => {
  it('frees the lock for the next one', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const released = await client.release(key, 'mine');

    expect(released).toBe(true);
    expect(await client.acquire(key, 'other', 60_000)).toBe(true);
  });

  it('leaves the lock to its holder for another token', async () => {
    const client = newClient();
    await client.acquire(key, 'mine', 60_000);

    const released = await client.release(key, 'other');

    expect(released).toBe(false);
    expect(await client.acquire(key, 'other', 60_000)).toBe(false);
  });

  it('is false when nobody holds the lock', async () => {
    const released = await newClient().release(key, 'mine');

    expect(released).toBe(false);
  });

  it('succeeds for one of 20 that release at once', async () => {
    const clients = Array.from({ length: 20 }, newClient);
    await newClient().acquire(key, 'mine', 60_000);

    const released = await Promise.all(clients.map((client) => client.release(key, 'mine')));

    expect(released.filter(Boolean)).toHaveLength(1);
  });
});

describe('ping', () => {
  it('resolves', async () => {
    await expect(newClient().ping()).resolves.toBeUndefined();
  });
});
