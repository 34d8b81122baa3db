import { CommandError } from './command-error.ts';
import { type ExpiryUnit, expiryAfter, invalidExpiry, parseInteger } from './integers.ts';
import type { Store } from './store.ts';

interface SetOptions {
  condition?: 'NX' | 'XX';
  expiry?: { readonly unit: ExpiryUnit; readonly amount: string };
  keepTtl: boolean;
  returnOld: boolean;
}

/**
 * SET key value [NX | XX] [GET] [EX s | PX ms | KEEPTTL], as https://redis.io/commands/set says; EXAT and PXAT are
 * a syntax error here. Answers OK, or null when the condition did not hold; with GET the old value or null.
 */
export function setCommand(store: Store, args: readonly string[]): string | null {
  const [key = '', value = '', ...rest] = args;
  const options = parseOptions(rest);
  const expiresAt = options.expiry === undefined ? undefined : readExpiry(store.now(), options.expiry);
  const old = store.get(key);

  const refused = options.condition === 'NX' ? old !== undefined : options.condition === 'XX' && !old;
  if (!refused) {
    const kept = options.keepTtl ? old?.expiresAt : expiresAt;
    store.set(key, kept === undefined ? { value } : { value, expiresAt: kept });
  }
  if (options.returnOld) {
    return old?.value ?? null;
  }
  return refused ? null : 'OK';
}

function parseOptions(words: readonly string[]): SetOptions {
  const options: SetOptions = { keepTtl: false, returnOld: false };
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    applyOption(options, word.toUpperCase(), queue);
  }
  return options;
}

/** Takes in one option; EX and PX take their amount from `queue`. */
function applyOption(options: SetOptions, option: string, queue: string[]): void {
  switch (option) {
    case 'NX':
    case 'XX':
      if (options.condition !== undefined && options.condition !== option) {
        throw syntaxError();
      }
      options.condition = option;
      return;
    case 'GET':
      options.returnOld = true;
      return;
    case 'KEEPTTL':
      if (options.expiry !== undefined) {
        throw syntaxError();
      }
      options.keepTtl = true;
      return;
    case 'EX':
    case 'PX':
      options.expiry = nextExpiry(options, option === 'EX' ? 1000n : 1n, queue.shift());
      return;
    default:
      throw syntaxError();
  }
}

/** The same unit twice is no error in Redis, the last one counts. */
function nextExpiry(options: SetOptions, unit: ExpiryUnit, amount: string | undefined) {
  const clashes = options.keepTtl || (options.expiry !== undefined && options.expiry.unit !== unit);
  if (clashes || amount === undefined) {
    throw syntaxError();
  }
  return { unit, amount };
}

function readExpiry(now: number, expiry: { unit: ExpiryUnit; amount: string }): number {
  const amount = parseInteger(expiry.amount);
  if (amount <= 0n) {
    throw invalidExpiry('set');
  }
  return expiryAfter(now, amount, expiry.unit, 'set');
}

function syntaxError(): CommandError {
  return new CommandError('ERR syntax error');
}
