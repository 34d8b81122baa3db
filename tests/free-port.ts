import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range from which systems take the ports of outgoing connections (32768 and up on Linux, 49152 on macOS):
 * one of those may be taken again before the server under test, stopped or not started yet, listens on it.
 */
const FROM = 20_000;
const TO = 32_000;

const given = new Set<number>();

/** A port of 127.0.0.1 on which nothing listens, and which this process has not given out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
    if (given.has(port) || !(await canListen(port))) {
      continue;
    }
    given.add(port);
    return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
