import { randomUUID } from 'node:crypto';
import { startRedis } from '../../../local/redis/server.ts';

/** The Redis under test. */
export interface Service {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Opens the server that CONTRACT_REDIS_URL and CONTRACT_REDIS_TOKEN name, or starts the emulator on a free port when
 * neither is set. Throws when only one is.
 */
export async function openService(): Promise<Service> {
  const url = process.env['CONTRACT_REDIS_URL'];
  const token = process.env['CONTRACT_REDIS_TOKEN'];
  if (url && token) {
    return { url, token, close: () => Promise.resolve() };
  }
  if (url || token) {
    throw new Error('Set both CONTRACT_REDIS_URL and CONTRACT_REDIS_TOKEN, or neither');
  }
  const own = randomUUID();
  const emulator = await startRedis({ port: 0, token: own });
  return { url: emulator.url, token: own, close: () => emulator.close() };
}

/** A key nobody else uses: the real server may be shared, and its data is never flushed. */
export function uniqueKey(): string {
  return `contract:${randomUUID()}`;
}
