/** What rows are compared with, as it is written: a number, or the text of an id. */
export type Wanted = number | bigint | string;

/** A number that rows are compared with, as halves of 32 bits. */
export interface Constant {
  readonly text: string;
  readonly low: number;
  readonly high: number;
}

const GREATEST = 2n ** 63n - 1n;

/**
 * A number of a declaration, ready to be compared.
 *
 * @param what where it stands, for the message
 * @throws TypeError for what is no value of a column: a whole number of 0 to 2^63-1
 */
export function constant(what: string, number: Wanted): Constant {
  if (typeof number === 'string') {
    throw new TypeError(`${what}: its values are numbers, and ${JSON.stringify(number)} is a text`);
  }
  if (typeof number === 'number' && !Number.isSafeInteger(number)) {
    const hint = Number.isInteger(number)
      ? '; write one that is greater than 2^53 as a bigint, with n at its end'
      : '';
    throw new TypeError(`${what}: ${number} is no whole number that is exact${hint}`);
  }
  const value = BigInt(number);
  if (value < 0n || value > GREATEST) {
    throw new TypeError(`${what}: values are whole numbers of 0 to ${GREATEST}, which ${number} is not`);
  }
  return { text: String(value), low: Number(value & 0xffff_ffffn), high: Number(value >> 32n) };
}
