import { CommandError } from './command-error.ts';

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

/** Milliseconds in the unit of an expiry. */
export type ExpiryUnit = 1n | 1000n;

/**
 * Reads a signed 64-bit integer as Redis does: decimal digits, no plus sign, no leading zero, no space.
 * Throws CommandError otherwise.
 */
export function parseInteger(text: string): bigint {
  // 20 characters hold every int64; a longer text is refused before BigInt spends time on it.
  const value = text.length <= 20 && /^(?:0|-?[1-9]\d*)$/.test(text) ? BigInt(text) : undefined;
  if (value === undefined || value < MIN_INT64 || value > MAX_INT64) {
    throw new CommandError('ERR value is not an integer or out of range');
  }
  return value;
}

/**
 * The Unix time in ms that lies `amount` units after `now`; in the past when `amount` is negative. Throws
 * CommandError, in the name of `command`, when amount or result leave 64 bits. Beyond 2^53 ms the result is
 * rounded.
 */
export function expiryAfter(now: number, amount: bigint, unit: ExpiryUnit, command: string): number {
  const distance = amount * unit;
  const at = distance + BigInt(now);
  if (distance < MIN_INT64 || at > MAX_INT64) {
    throw invalidExpiry(command);
  }
  return Number(at);
}

/** The error for an expiry that is out of range. */
export function invalidExpiry(command: string): CommandError {
  return new CommandError(`ERR invalid expire time in '${command}' command`);
}
