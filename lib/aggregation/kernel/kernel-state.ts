import type { Kernel } from './kernel.ts';

/** All that a kernel has come to, in memory of its own: it can travel between threads. */
export interface KernelState {
  /** A bit for each id below 2^27, 64 in a word, from the first word with a bit on. */
  readonly idBits: BigUint64Array;
  readonly firstWord: number;
  readonly wideIds: BigUint64Array;
  readonly userIds: BigUint64Array;
  /** As the kernel has them: per user its count, then two words for each slot. */
  readonly userRecords: BigUint64Array;
  readonly compoundIds: BigUint64Array;
  /** Two words for each compound, of which the first is the count. */
  readonly compoundMentions: BigUint64Array;
}

/** Copies what a kernel has come to. */
export function stateOf(kernel: Kernel): KernelState {
  kernel.takeWideIds(true);
  const { exports } = kernel;
  const words = (at: number, count: number) => new BigUint64Array(exports.memory.buffer, at, count).slice();
  const [users, compounds] = [exports.userCount(), exports.compoundCount()];
  const firstWord = exports.firstIdWord();
  return {
    idBits: words(exports.idBits() + 8 * firstWord, Math.ceil(exports.idBitsCovered() / 64) - firstWord),
    firstWord,
    wideIds: kernel.wideIds.all().slice(),
    userIds: words(exports.userIds(), users),
    userRecords: words(exports.userRecords(), users * (1 + 2 * kernel.slots)),
    compoundIds: words(exports.compoundIds(), compounds),
    compoundMentions: words(exports.compoundMentions(), 2 * compounds),
  };
}

/**
 * Adds what another kernel came to that read the rest of the same file. False, and nothing is added, when an id below 2^27
 * is in both; of wider ids the host knows at the end, as ever.
 */
export function absorb(kernel: Kernel, state: KernelState): boolean {
  const { exports } = kernel;
  const put = (words: BigUint64Array): number => {
    const at = exports.reserve(words.byteLength);
    new BigUint64Array(exports.memory.buffer, at, words.length).set(words);
    return at;
  };
  if (exports.absorbIds(put(state.idBits), state.firstWord, state.idBits.length) === 0) {
    return false;
  }
  kernel.takeWideIds(true);
  kernel.wideIds.append(state.wideIds);
  exports.absorbUsers(put(state.userIds), put(state.userRecords), state.userIds.length);
  exports.absorbCompounds(put(state.compoundIds), put(state.compoundMentions), state.compoundIds.length);
  return true;
}
