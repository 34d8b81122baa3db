import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can fall silent: connections stay open and are accepted, but nothing comes through. */
export interface SilentProxy {
  /** The same address, by way of this. */
  readonly url: string;
  fallSilent(): void;
  speakAgain(): void;
  close(): void;
}

/** Opens a way to the server of a URL. */
export async function openProxy(target: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const keep = (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).once('close', () => sockets.delete(socket)));
    if (isSilent) {
      socket.pause();
    }
    return socket;
  };
  const server = createServer({ allowHalfOpen: false }, (client) => {
    const upstream = keep(connect(Number(port), hostname));
    keep(client).on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => client.write(bytes));
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    if (isSilent) {
      for (const socket of [client, upstream]) {
        socket.pause();
      }
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
      for (const socket of sockets) {
        socket.pause();
      }
    },
    speakAgain() {
      isSilent = false;
      for (const socket of sockets) {
        socket.resume();
      }
    },
    close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}
