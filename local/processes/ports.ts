import { connect, createServer } from 'node:net';

/** How long a connection attempt may stay unanswered before the port counts as held. */
const CONNECT_TIMEOUT_MS = 1_000;

/**
 * Tells whether a server could listen on `host`:`port` now. Both ways are tried, because neither sees all:
 * a listener on the wildcard address does not hinder a bind to 127.0.0.1 on macOS, and a socket that is bound
 * but does not listen yet refuses connections.
 *
 * @throws the system's error when the port may not be bound for another reason (EACCES, EADDRNOTAVAIL).
 */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  return !(await isAnswering(host, port)) && (await isBindable(host, port));
}

function isAnswering(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_TIMEOUT_MS });
    const settle = (answering: boolean): void => {
      socket.destroy();
      resolve(answering);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

function isBindable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
