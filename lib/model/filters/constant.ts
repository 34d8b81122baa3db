import { decimalText, parseDecimal } from '../../csv/values/decimals.ts';
import { MAX_INTEGER, parseInteger } from '../../csv/values/integers.ts';

/** What rows are compared with, as it is written: a number, also as a text, or the text of an id. */
export type Wanted = number | bigint | string;

/** A number that rows are compared with, as halves of 32 bits: of decimals in units of their last place. */
export interface Constant {
  /** As it is written: the same for the same number. */
  readonly text: string;
  readonly low: number;
  readonly high: number;
}

/**
 * A number of a declaration, ready to be compared.
 *
 * @param what where it stands, for the message
 * @throws TypeError for what is no value of a column: a whole number of 0 to 2^63-1
 */
export function constant(what: string, number: Wanted): Constant {
  if (typeof number === 'string') {
    throw new TypeError(`${what}: its values are whole numbers, but ${JSON.stringify(number)} is a text`);
  }
  if (typeof number === 'number' && !Number.isSafeInteger(number)) {
    const hint = Number.isInteger(number)
      ? '; write a number greater than 2^53 as a bigint, with n at its end'
      : '';
    throw new TypeError(`${what}: ${number} is not an exact whole number${hint}`);
  }
  const value = parseInteger(String(number));
  if (typeof value === 'string') {
    throw new TypeError(
      `${what}: its values are whole numbers from 0 to ${MAX_INTEGER}, and ${number} is not one`,
    );
  }
  return { text: String(value), ...halvesOf(value) };
}

/**
 * The same that is compared with decimals: a number, or a text such as '12.50'. Either is taken as it is written.
 *
 * @param scale how many decimals the column has
 * @throws TypeError for what is no value of the column
 */
export function decimalConstant(what: string, number: Wanted, scale: number): Constant {
  const value = parseDecimal(String(number), scale);
  if (typeof value === 'string') {
    const greatest = decimalText(MAX_INTEGER, scale);
    throw new TypeError(
      `${what}: its values are decimals from 0 to ${greatest} with at most ${scale} digits after the point, and ${number} is not one`,
    );
  }
  return { text: decimalText(value, scale), ...halvesOf(value) };
}

const halvesOf = (value: bigint) => ({ low: Number(value & 0xffff_ffffn), high: Number(value >> 32n) });
