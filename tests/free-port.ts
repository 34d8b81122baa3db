import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range from which systems take the ports of outgoing connections (32768 and up on Linux, 49152 on macOS):
 * one of those may be taken again before the server under test, stopped or not started yet, listens on it.
 */
const FROM = 20_000;
const TO = 32_000;

/**
 * So many ports are a block. It belongs to the process that listens on the first of them, as long as it lives: so no two processes
 * give out the same port, however they are started, and what a killed one had is free again.
 */
const BLOCK = 100;

/** The ports of our block that were not given out yet. */
let ours: Promise<number[]> | undefined;

/** A port of 127.0.0.1 on which nothing listens, and which neither this process nor another one that is alive has given out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    ours ??= ownBlock();
    const ports = await ours;
    // Taken before it is looked at, or two who ask at once would get the same.
    const port = ports.pop();
    if (port === undefined) {
      ours = undefined;
    } else if (await listens(port, 'for a moment')) {
      return port;
    }
  }
}

/** The ports of a new block, but for the one that we listen on. */
async function ownBlock(): Promise<number[]> {
  for (;;) {
    const first = randomInt(FROM / BLOCK, TO / BLOCK) * BLOCK;
    if (await listens(first, 'until this process ends')) {
      return Array.from({ length: BLOCK - 1 }, (_, index) => first + 1 + index);
    }
  }
}

/** Whether we can listen on a port; it does not keep the process alive. */
function listens(port: number, how: 'for a moment' | 'until this process ends'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.unref();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      if (how === 'for a moment') {
        server.close(() => resolve(true));
      } else {
        resolve(true);
      }
    });
  });
}
