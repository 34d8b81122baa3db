import { trimInvisible } from '../../csv/values/invisible.ts';
import type { KernelExports } from './instance.ts';

/** How the fields of a column of numbers are written, where that is not by digits alone. */
export interface ColumnForm {
  /** Of decimals: how many digits after the point there may be. */
  readonly scale?: number;
  /** Of an optional column: the texts that stand for NULL. */
  readonly nulls?: readonly string[];
}

/** What a number may be written with, and a list of them. */
const OF_NUMBERS = /^[-+.;0-9]+$/;

/** Whether one of some texts may be read as a number, or as a list of them. */
export const areNumbersAmong = (nulls: readonly string[]): boolean =>
  nulls.some((text) => OF_NUMBERS.test(text));

/** Tells a kernel the form of a column that it keeps at a place, which is returned. */
export function formed(kernel: KernelExports, place: number, { scale, nulls = [] }: ColumnForm): number {
  if (scale !== undefined) {
    kernel.setScale(place, scale);
  }
  if (nulls.length > 0) {
    kernel.setNullTexts(place, putNullTexts(kernel, nulls), areNumbersAmong(nulls));
  }
  return place;
}

/** Texts of this length and all longer ones share a bit. */
const LAST_BIT = 63;

/**
 * Puts a set of texts into the memory of a kernel, as assembly/fields/null-texts.ts has it. Returns where it is. A text with something
 * invisible at its ends is left out: no field is that text, since these are dropped first.
 */
export function putNullTexts(kernel: KernelExports, nulls: readonly string[]): number {
  const texts = nulls.filter((text) => trimInvisible(text) === text).map((text) => Buffer.from(text));
  const lengths = new Set(texts.map(({ length }) => BigInt(Math.min(length, LAST_BIT))));
  const header = Buffer.alloc(12);
  header.writeBigUInt64LE([...lengths].reduce((bits, length) => bits | (1n << length), 0n));
  header.writeUInt32LE(texts.length, 8);
  const set = Buffer.concat([header, ...texts.map(entryOf)]);
  const at = kernel.reserve(set.length);
  Buffer.from(kernel.memory.buffer, at, set.length).set(set);
  return at;
}

/** A text with its length, up to a multiple of four bytes. */
function entryOf(text: Buffer): Buffer {
  const entry = Buffer.alloc(4 + 4 * Math.ceil(text.length / 4));
  entry.writeUInt32LE(text.length);
  entry.set(text, 4);
  return entry;
}
