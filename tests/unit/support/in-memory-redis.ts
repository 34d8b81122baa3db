import { type RedisClient, RedisUnavailableError } from '../../../lib/clients/redis.ts';

interface Lock {
  readonly token: string;
  readonly expiresAtMs: number;
}

interface Options {
  readonly now?: () => Date;
  /** Awaited at the beginning and before the end of each call, to let others come between. */
  readonly pause?: () => Promise<unknown>;
}

/** A Redis that holds locks and forgets those that have expired. */
export class InMemoryRedis implements RedisClient {
  readonly #locks = new Map<string, Lock>();
  readonly #now: () => Date;
  readonly #pause: () => Promise<unknown>;

  constructor({ now = () => new Date(), pause = () => Promise.resolve() }: Options = {}) {
    this.#now = now;
    this.#pause = pause;
  }

  acquire(key: string, token: string, ttlMs: number): Promise<boolean> {
    return this.#answer(() => {
      if (this.#lock(key)) {
        return false;
      }
      this.#locks.set(key, { token, expiresAtMs: this.#now().getTime() + ttlMs });
      return true;
    });
  }

  remaining(key: string): Promise<number> {
    return this.#answer(() => this.remainingNow(key));
  }

  extend(key: string, token: string, ttlMs: number): Promise<boolean> {
    return this.#answer(() => {
      if (this.#lock(key)?.token !== token) {
        return false;
      }
      this.#locks.set(key, { token, expiresAtMs: this.#now().getTime() + ttlMs });
      return true;
    });
  }

  release(key: string, token: string): Promise<boolean> {
    return this.#answer(() => this.#lock(key)?.token === token && this.#locks.delete(key));
  }

  ping(): Promise<void> {
    return this.#answer(() => undefined);
  }

  /** What `remaining` answers, without asking over a network. */
  remainingNow(key: string): number {
    return (this.#lock(key)?.expiresAtMs ?? this.#now().getTime()) - this.#now().getTime();
  }

  #lock(key: string): Lock | undefined {
    const lock = this.#locks.get(key);
    return lock && lock.expiresAtMs > this.#now().getTime() ? lock : undefined;
  }

  async #answer<T>(answer: () => T): Promise<T> {
    await this.#pause();
    const value = answer();
    await this.#pause();
    return value;
  }
}

/** A Redis that can't be reached. */
export function brokenRedis(): RedisClient {
  const fail = () => Promise.reject(new RedisUnavailableError('Redis: no connection (ECONNREFUSED)'));
  return { acquire: fail, remaining: fail, extend: fail, release: fail, ping: fail };
}
