import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FaultyProxy, startProxy } from '../../chaos/stack/proxy.ts';

let server: Server;
let proxy: FaultyProxy;
beforeEach(async () => {
  server = createServer((_, response) => response.end('the real one'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  proxy = await startProxy(typeof address === 'object' ? (address?.port ?? 0) : 0);
});
afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

const answer = async (signal?: AbortSignal) =>
  await (await fetch(proxy.url, signal ? { signal } : {})).text();

describe('a proxy', () => {
  test('passes on what its port answers', async () => {
    const text = await answer();

    expect(text).toBe('the real one');
  });

  test('answers with garbage over a connection that was good before', async () => {
    await answer();

    proxy.set({ garbage: 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nnone' });

    expect(await answer()).toBe('none');
  });

  test('is silent, and itself again afterwards', async () => {
    proxy.set('silent');
    const waiting = answer(AbortSignal.timeout(50)).catch((error: Error) => error.name);

    const unanswered = await waiting;
    proxy.set('pass');

    expect(unanswered).toBe('TimeoutError');
    expect(await answer()).toBe('the real one');
  });
});
