import type { Kernel } from './kernel.ts';

/** What a user's experiments add up to, as the kernel keeps it. */
export interface KernelUser {
  readonly userId: bigint;
  readonly experiments: number;
  /** A value per slot. */
  readonly values: readonly bigint[];
}

/** The users in ascending order of their ids. */
export function* usersOf({ exports: kernel, slots }: Kernel): Generator<KernelUser, void, undefined> {
  const { buffer } = kernel.memory;
  const count = kernel.userCount();
  const ids = new BigUint64Array(buffer, kernel.userIds(), count);
  const stride = 1 + 2 * slots;
  const words = new BigUint64Array(buffer, kernel.userRecords(), count * stride);
  // Low and high halves, as plain numbers: a BigInt for each took most of the time.
  const halves = new Uint32Array(buffer, words.byteOffset, 2 * words.length);
  const half = (index: number) => halves[index] as number;
  // Sorted as they are, without a call for each comparison; the kernel knows which number belongs to an id.
  for (const userId of ids.slice().sort()) {
    const at = kernel.numberOfUser(userId) * stride;
    const values: bigint[] = [];
    for (let slot = 0; slot < slots; slot++) {
      const low = at + 1 + 2 * slot;
      const isWide = half(2 * low + 2) !== 0 || half(2 * low + 3) !== 0;
      const value = words[low] as bigint;
      values.push(isWide ? ((words[low + 1] as bigint) << 64n) | value : value);
    }
    yield { userId, experiments: half(2 * at) + half(2 * at + 1) * 2 ** 32, values };
  }
}

/** The compounds in ascending order of their ids, and in how many experiments each is named. */
export function* compoundsOf({
  exports: kernel,
}: Kernel): Generator<[id: bigint, count: number], void, undefined> {
  const count = kernel.compoundCount();
  const { buffer } = kernel.memory;
  const ids = new BigUint64Array(buffer, kernel.compoundIds(), count);
  const mentions = new BigUint64Array(buffer, kernel.compoundMentions(), 2 * count);
  for (const compound of ascending(ids)) {
    yield [ids[compound] as bigint, Number(mentions[2 * compound])];
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
