import { connect, type Socket } from 'node:net';

/** What a server has answered within a time, over some connections at once. */
export interface Load {
  /** Milliseconds that each request took. */
  readonly times: readonly number[];
  readonly requestsPerSecond: number;
}

/**
 * Asks a server over connections that stay open, on each one request after the other, as fast as it answers. Requests are written
 * to the sockets as they are: a client that does more would take its time of the same cores.
 *
 * @param milliseconds for which new requests are sent
 * @throws Error for an answer other than 200
 */
export async function load(url: string, connections: number, milliseconds: number): Promise<Load> {
  const { hostname, port, pathname, host } = new URL(url);
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const startedAt = performance.now();
  const asked = Array.from({ length: connections }, () =>
    askOver(
      connect({ host: hostname, port: Number(port), noDelay: true }),
      request,
      startedAt + milliseconds,
    ),
  );
  const times = (await Promise.all(asked)).flat();
  return { times, requestsPerSecond: (1000 * times.length) / (performance.now() - startedAt) };
}

/** The time below which a share of the requests were, such as 0.99 of them. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Sends a request, and the next one whenever it is answered. @returns how long each took, in milliseconds */
function askOver(socket: Socket, request: string, until: number): Promise<number[]> {
  const times: number[] = [];
  let sentAt = performance.now();
  let received = '';
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server has closed a connection')));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const rest = restAfterAnswer(received);
      if (rest === undefined) {
        return;
      }
      if (!received.startsWith('HTTP/1.1 200')) {
        reject(new Error(`The server has answered ${received}`));
      }
      const now = performance.now();
      times.push(now - sentAt);
      received = rest;
      if (now < until) {
        sentAt = now;
        socket.write(request);
      } else {
        resolve(times);
        socket.destroy();
      }
    });
    socket.write(request);
  });
}

/** What follows the first answer; undefined when that is not complete. */
function restAfterAnswer(text: string): string | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) {
    return undefined;
  }
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, headEnd))?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) {
    throw new Error(`The server has not said how long its answer is: ${text.slice(0, headEnd)}`);
  }
  const end = headEnd + 4 + length;
  return text.length < end ? undefined : text.slice(end);
}
