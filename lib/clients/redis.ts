import { Redis } from '@upstash/redis';
import { codeOf } from '../errors.ts';
import type { Budget } from '../time-limits/budget.ts';

/** Every key of this service lives under this prefix, so that a Redis shared with others stays tidy. */
const KEY_PREFIX = 'etl:';

const DEFAULT_TIMEOUT_MS = 500;

/** Compare-and-PEXPIRE: KEYS[1] the lock, ARGV[1] its token, ARGV[2] ms. Answers 1 when the token held it. */
export const EXTEND_SCRIPT =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end";

/** Compare-and-DEL: KEYS[1] the lock, ARGV[1] its token. Answers 1 when the token held it. */
export const RELEASE_SCRIPT =
  "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end";

/**
 * Redis gave no usable answer: refused, timed out, wrong token, an error reply or something that is no answer
 * to the command. The message names no address and no token; `cause` carries the detail. Whether the command
 * was carried out is unknown.
 */
export class RedisUnavailableError extends Error {
  override readonly name = 'RedisUnavailableError';
}

/** What the pipeline needs of Redis: a lock with a holder and an expiry. All methods throw RedisUnavailableError. */
export interface RedisClient {
  /** Takes the lock for `ttlMs` (a positive integer). False when somebody holds it. SET NX PX. */
  acquire(key: string, token: string, ttlMs: number): Promise<boolean>;
  /** Milliseconds until the lock expires; 0 when nobody holds it or it has no expiry. PTTL. */
  remaining(key: string): Promise<number>;
  /** Sets the lock's remaining time to `ttlMs` (an integer; 0 drops it) if `token` holds it; false if not. */
  extend(key: string, token: string, ttlMs: number): Promise<boolean>;
  /** Drops the lock if `token` holds it; false if not. */
  release(key: string, token: string): Promise<boolean>;
  /** Resolves when Redis answers and accepts our token. */
  ping(): Promise<void>;
}

/**
 * Opens a client of a Redis that speaks the Upstash REST protocol. It connects on the first command and keeps no
 * process alive. Every method settles within `timeoutMs` (default 500) and within the budget, the reading of the body
 * included.
 * Throws RedisUnavailableError when `url` is no plain http(s) address or `token` cannot be sent in a header:
 * the library would report both by quoting them.
 */
export function connectRedis(options: {
  url: string;
  token: string;
  timeoutMs?: number;
  budget?: Budget;
}): RedisClient {
  requireUsable(options.url, options.token);
  const { timeoutMs = DEFAULT_TIMEOUT_MS, budget } = options;
  const limitMs = () => Math.ceil(Math.min(timeoutMs, budget?.remainingMs ?? timeoutMs));
  const redis = new Redis({
    url: options.url,
    token: options.token,
    // A retry after a lost answer would find our own key and report the lock as held by somebody else.
    retry: { retries: 0 },
    // A function: one constant signal would expire once and abort every later command.
    signal: () => AbortSignal.timeout(limitMs()),
    // One command, one request, one time-out: batching would let unrelated commands fail together.
    enableAutoPipelining: false,
    // No answer of ours is JSON.
    automaticDeserialization: false,
    readYourWrites: false,
    enableTelemetry: false,
  });

  const ask = async <T>(operation: string, command: Promise<unknown>, read: Reader<T>): Promise<T> => {
    const ms = limitMs();
    const answer = await command.catch((cause: unknown) => {
      throw new RedisUnavailableError(`Redis: ${operation} failed: ${reasonOf(cause, ms)}`, { cause });
    });
    const value = read(answer);
    if (value === undefined) {
      throw new RedisUnavailableError(`Redis: ${operation} failed: the answer does not fit the command`);
    }
    return value;
  };

  return {
    acquire: (key, token, ttlMs) =>
      ask('acquire', redis.set(KEY_PREFIX + key, token, { nx: true, px: ttlMs }), readStored),
    remaining: (key) => ask('remaining', redis.pttl(KEY_PREFIX + key), readRemaining),
    extend: (key, token, ttlMs) =>
      ask('extend', redis.eval(EXTEND_SCRIPT, [KEY_PREFIX + key], [token, ttlMs]), readFlag),
    release: (key, token) =>
      ask('release', redis.eval(RELEASE_SCRIPT, [KEY_PREFIX + key], [token]), readFlag),
    ping: async () => {
      await ask('ping', redis.ping(), readPong);
    },
  };
}

/** Turns an answer into a value; undefined when it cannot be one. A proxy's page must never pass for "held". */
type Reader<T> = (answer: unknown) => T | undefined;

const readStored: Reader<boolean> = (answer) =>
  answer === 'OK' ? true : answer === null ? false : undefined;

const readFlag: Reader<boolean> = (answer) => (answer === 1 ? true : answer === 0 ? false : undefined);

const readRemaining: Reader<number> = (answer) =>
  typeof answer === 'number' ? Math.max(0, answer) : undefined;

const readPong: Reader<true> = (answer) => (answer === 'PONG' ? true : undefined);

function requireUsable(url: string, token: string): void {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol) || address.username || address.password) {
    throw new RedisUnavailableError('Redis: the address must be an http(s) URL without credentials');
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new RedisUnavailableError(
      'Redis: the token is empty or has characters that are not allowed in a header',
    );
  }
}

/** Says what kind of failure it was, in words of our own: the library's messages quote the command. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) {
    return 'unknown error';
  }
  if (error.name === 'TimeoutError') {
    return `no answer within ${timeoutMs} ms`;
  }
  if (error.name === 'UpstashError') {
    return 'the server refused the command or the token';
  }
  if (error.name === 'UpstashJSONParseError') {
    return 'the answer is not JSON';
  }
  const code = codeOf(error.cause);
  return code === undefined ? 'the request failed' : `no connection (${code})`;
}
