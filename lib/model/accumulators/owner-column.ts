import type { RowBatch } from '../features/accumulator.ts';

/** A 64-bit value for each owner, by its number. */
export class OwnerColumn {
  /** What an owner has of whom nothing was said. */
  readonly neutral: bigint;
  values: BigUint64Array;
  /** The same memory, as halves: low at `2 * owner`, high after it. */
  words: Uint32Array;

  constructor(neutral: bigint) {
    this.neutral = neutral;
    this.values = new BigUint64Array(1024).fill(neutral);
    this.words = new Uint32Array(this.values.buffer);
  }

  get bytes(): number {
    return this.values.byteLength;
  }

  /** Makes room for owners below a number. */
  reserve(owners: number): void {
    if (owners <= this.values.length) {
      return;
    }
    const known = this.values;
    let length = known.length;
    while (length < owners) {
      length *= 2;
    }
    this.values = new BigUint64Array(length);
    this.values.set(known);
    if (this.neutral !== 0n) {
      this.values.fill(this.neutral, known.length);
    }
    this.words = new Uint32Array(this.values.buffer);
  }
}

/** The number after the greatest among the owners of a batch. */
export function ownersEnd({ owners: { words, stride }, size }: RowBatch): number {
  let greatest = -1;
  for (let at = 0; at < stride * size; at += stride) {
    const owner = words[at] as number;
    if (owner > greatest) {
      greatest = owner;
    }
  }
  return greatest + 1;
}

/** Adds 64 bits to those of an owner; 1 when it is carried over, or 0. */
export function addWords(words: Uint32Array, owner: number, low: number, high: number): number {
  const lowSum = (words[2 * owner] as number) + low;
  words[2 * owner] = lowSum;
  const carry = lowSum > 0xffff_ffff ? 1 : 0;
  const highSum = (words[2 * owner + 1] as number) + high + carry;
  words[2 * owner + 1] = highSum;
  return highSum > 0xffff_ffff ? 1 : 0;
}
