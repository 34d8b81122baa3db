import { connect, createServer, type Socket } from 'node:net';

/** What a dependency does: answers as it is, takes all and says nothing, or answers with these bytes and hangs up. */
export type ProxyMode = 'pass' | 'silent' | { readonly garbage: string };

/** A port in front of another one, which can be made to behave badly. */
export interface FaultyProxy {
  readonly url: string;
  /** From now on, for connections that are open, too. Back at `pass`, those that lost something are closed. */
  set(mode: ProxyMode): void;
  close(): Promise<void>;
}

/**
 * Listens on a free port of 127.0.0.1 and passes on to another port there, which may open later.
 *
 * @param port of the dependency
 */
export async function startProxy(port: number): Promise<FaultyProxy> {
  let mode: ProxyMode = 'pass';
  const open = new Set<Socket>();
  const spoilt = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    open.add(client);
    client.on('data', (chunk) => {
      if (mode === 'pass') {
        upstream.write(chunk);
      } else {
        spoil(client);
      }
    });
    upstream.on('data', (chunk) => {
      if (mode === 'pass') {
        client.write(chunk);
      } else {
        spoil(client);
      }
    });
    upstream.on('close', () => mode === 'pass' && client.destroy());
    // Errors come with a close, which is all that matters here.
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
    }
    client.on('close', () => {
      open.delete(client);
      spoilt.delete(client);
      upstream.destroy();
    });
  });
  const spoil = (client: Socket) => {
    spoilt.add(client);
    if (typeof mode === 'object') {
      client.end(mode.garbage);
    }
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the proxy has no port');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    set(next) {
      mode = next;
      if (next === 'pass') {
        for (const socket of spoilt) {
          socket.destroy();
        }
      }
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) {
        socket.destroy();
      }
      await closed;
    },
  };
}
