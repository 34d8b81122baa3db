import type { Kernel } from './kernel.ts';

/** What the events of an owner add up to, as the kernel keeps it. */
export interface KernelOwner {
  readonly owner: bigint;
  readonly events: number;
  /** A value per slot. Of no value a sum, a maximum and a count are 0, a minimum is 2^63-1. */
  readonly values: readonly bigint[];
}

/** The owners in ascending order of their ids. */
export function* ownersOf({ exports: kernel, slots }: Kernel): Generator<KernelOwner, void, undefined> {
  const { buffer } = kernel.memory;
  const count = kernel.ownerCount();
  const ids = new BigUint64Array(buffer, kernel.ownerIds(), count);
  const stride = 1 + 2 * slots;
  const words = new BigUint64Array(buffer, kernel.ownerRecords(), count * stride);
  // Low and high halves, as plain numbers: a BigInt for each took most of the time.
  const halves = new Uint32Array(buffer, words.byteOffset, 2 * words.length);
  const half = (index: number) => halves[index] as number;
  // Sorted as they are, without a call for each comparison; the kernel knows which number belongs to an id.
  for (const owner of ids.slice().sort()) {
    const at = kernel.numberOfOwner(owner) * stride;
    const values: bigint[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const low = at + 1 + 2 * slot;
      const isWide = half(2 * low + 2) !== 0 || half(2 * low + 3) !== 0;
      const value = words[low] as bigint;
      values.push(isWide ? ((words[low + 1] as bigint) << 64n) | value : value);
    }
    yield { owner, events: half(2 * at) + half(2 * at + 1) * 2 ** 32, values };
  }
}

/** The ids that a reference names, in ascending order, and in how many events each is named. */
export function* referencedOf(
  { exports: kernel }: Kernel,
  reference: number,
): Generator<[id: bigint, count: number], void, undefined> {
  const count = kernel.referencedCount(reference);
  const { buffer } = kernel.memory;
  const ids = new BigUint64Array(buffer, kernel.referencedIds(reference), count);
  const counts = new BigUint64Array(buffer, kernel.referencedCounts(reference), 2 * count);
  for (const number of ascending(ids)) {
    yield [ids[number] as bigint, Number(counts[2 * number])];
  }
}

/** The bits of the ids that the kernel keeps itself: bit 0 of word 0 is id 0. */
export function idBitsOf({ exports: kernel }: Kernel): Uint32Array {
  return new Uint32Array(kernel.memory.buffer, kernel.idBits(), Math.ceil(kernel.idBitsCovered() / 32));
}

/** Positions in ascending order of what stands there. */
function ascending(ids: BigUint64Array): Uint32Array {
  const order = Uint32Array.from({ length: ids.length }, (_, position) => position);
  return order.sort((a, b) => ((ids[a] as bigint) < (ids[b] as bigint) ? -1 : 1));
}
