import type { Kernel } from './kernel.ts';

/** With no memory shared: it can be handed over. */
type Words = BigUint64Array<ArrayBuffer>;

/** All that a kernel has come to, in memory of its own: it can travel between threads. */
export interface KernelState {
  /** A bit for each id below 2^27, 64 in a word, from the first word with a bit on. */
  readonly idBits: Words;
  readonly firstWord: number;
  readonly wideIds: Words;
  readonly ownerIds: Words;
  /** As the kernel has them: per owner its count, then two words for each slot. */
  readonly ownerRecords: Words;
  /** Of each reference, in the order of the options. */
  readonly references: readonly ReferencedState[];
}

interface ReferencedState {
  readonly ids: Words;
  /** Two words for each id, of which the first is the count. */
  readonly counts: Words;
}

/** Copies what a kernel has come to. */
export function stateOf(kernel: Kernel): KernelState {
  kernel.takeWideIds(true);
  const { exports } = kernel;
  const words = (at: number, count: number) => new BigUint64Array(exports.memory.buffer, at, count).slice();
  const owners = exports.ownerCount();
  const firstWord = exports.firstIdWord();
  return {
    idBits: words(exports.idBits() + 8 * firstWord, Math.ceil(exports.idBitsCovered() / 64) - firstWord),
    firstWord,
    wideIds: kernel.wideIds.all().slice(),
    ownerIds: words(exports.ownerIds(), owners),
    ownerRecords: words(exports.ownerRecords(), owners * (1 + 2 * kernel.slots)),
    references: Array.from({ length: kernel.references }, (_, reference) => {
      // Asked first: the ids and their counts move when small ids join them.
      const count = exports.referencedCount(reference);
      return {
        ids: words(exports.referencedIds(reference), count),
        counts: words(exports.referencedCounts(reference), 2 * count),
      };
    }),
  };
}

/** The memory of a state: what is handed over to another thread instead of being copied. */
export function buffersOf(state: KernelState): ArrayBuffer[] {
  const { idBits, wideIds, ownerIds, ownerRecords, references } = state;
  const ofReferences = references.flatMap(({ ids, counts }) => [ids, counts]);
  return [idBits, wideIds, ownerIds, ownerRecords, ...ofReferences].map(({ buffer }) => buffer);
}

/** The numbers here of what another kernel has numbered, by its numbers. */
export interface AbsorbedNumbers {
  owners(): Uint32Array;
  /** Of the ids of a reference that accumulators see. */
  referenced(reference: number): Uint32Array;
}

/**
 * Adds what another kernel of the same options came to, which read the rest of the same file. Undefined, and nothing is added,
 * when an id below 2^27 is in both; of wider ids the host knows at the end, as ever.
 */
export function absorb(kernel: Kernel, state: KernelState): AbsorbedNumbers | undefined {
  const { exports } = kernel;
  const put = (words: BigUint64Array): number => {
    const at = exports.reserve(words.byteLength);
    new BigUint64Array(exports.memory.buffer, at, words.length).set(words);
    return at;
  };
  if (exports.absorbIds(put(state.idBits), state.firstWord, state.idBits.length) === 0) {
    return undefined;
  }
  kernel.takeWideIds(true);
  kernel.wideIds.append(state.wideIds);
  const owners = { at: put(state.ownerIds), count: state.ownerIds.length };
  exports.absorbOwners(owners.at, put(state.ownerRecords), owners.count);
  const referenced = state.references.map(({ ids, counts }, reference) => {
    const at = put(ids);
    exports.absorbReferenced(reference, at, put(counts), ids.length);
    return { at, count: ids.length };
  });
  return {
    owners: () => numbersAt(kernel, owners),
    referenced: (reference) => numbersAt(kernel, referenced[reference] ?? { at: 0, count: 0 }),
  };
}

/** Numbers that the kernel has put where the ids were. */
function numbersAt({ exports }: Kernel, { at, count }: { at: number; count: number }): Uint32Array {
  const words = new Uint32Array(exports.memory.buffer, at, 2 * count);
  return Uint32Array.from({ length: count }, (_, index) => words[2 * index] as number);
}
