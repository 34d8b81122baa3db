import { wordsOf } from '../partial/integers.ts';
import type { Kernel } from './kernel.ts';
import { type OwnTexts, textsAt } from './texts-in-kernel.ts';

/** With no memory shared: it can be handed over. */
type Words = BigUint64Array<ArrayBuffer>;

/** All that a kernel has come to, in memory of its own: it can travel between threads. */
export interface KernelState {
  /** A bit for each id below 2^27, 64 in a word, from the first word with a bit on. */
  readonly idBits: Words;
  readonly firstWord: number;
  /** In ascending order. */
  readonly wideIds: Words;
  readonly owners: NumberedIds;
  /** As the kernel has them: per owner its count, then two words for each slot. */
  readonly ownerRecords: Words;
  /** Of each reference, in the order of the options. */
  readonly references: readonly ReferencedState[];
}

/** Ids in the order of their numbers: one of the two. */
export interface NumberedIds {
  readonly integers?: Words;
  readonly texts?: OwnTexts;
}

interface ReferencedState {
  readonly ids: NumberedIds;
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
    // Put in order here, so that two threads do it at the same time.
    wideIds: kernel.wideIds.sorted(),
    owners: kernel.ownersAreTexts
      ? { texts: textsAt(kernel, exports.ownerTexts(), owners) }
      : { integers: words(exports.ownerIds(), owners) },
    ownerRecords: words(exports.ownerRecords(), owners * (1 + 2 * kernel.slots)),
    references: kernel.references.map(({ areTexts }, reference) => {
      // Asked first: the ids and their counts move when small ids join them.
      const count = exports.referencedCount(reference);
      return {
        ids: areTexts
          ? { texts: textsAt(kernel, exports.referencedTexts(reference), count) }
          : { integers: words(exports.referencedIds(reference), count) },
        counts: words(exports.referencedCounts(reference), 2 * count),
      };
    }),
  };
}

/** The memory of a state: what is handed over to another thread instead of being copied. */
export function buffersOf(state: KernelState): ArrayBuffer[] {
  const { idBits, wideIds, owners, ownerRecords, references } = state;
  const ofIds = ({ integers, texts }: NumberedIds) => [
    ...(integers ? [integers] : []),
    ...(texts ? [texts.bytes, texts.ends] : []),
  ];
  const ofReferences = references.flatMap(({ ids, counts }) => [...ofIds(ids), counts]);
  return [idBits, wideIds, ...ofIds(owners), ownerRecords, ...ofReferences].map(({ buffer }) => buffer);
}

/**
 * The ids below 2^27 that a kernel and the state of another have both, which the state then has no longer, so that it can be absorbed.
 * Undefined, and nothing is changed, when there are more than so many.
 */
export function takeIdsInBoth(
  kernel: Kernel,
  { idBits, firstWord }: KernelState,
  most: number,
): bigint[] | undefined {
  const { exports } = kernel;
  // The kernel tells sooner that there is none than JavaScript that has not been compiled yet.
  if (exports.haveIdBitsInCommon(put(kernel, idBits), firstWord, idBits.length) === 0) {
    return [];
  }
  const own = new BigUint64Array(
    exports.memory.buffer,
    exports.idBits() + WORD_BYTES * firstWord,
    idBits.length,
  );
  const [ownWords, words] = [wordsOf(own), wordsOf(idBits)];
  const ids: number[] = [];
  for (let at = 0; at < words.length; at++) {
    let common = ((words[at] as number) & (ownWords[at] as number)) >>> 0;
    for (; common !== 0; common = (common & (common - 1)) >>> 0) {
      ids.push(64 * firstWord + 32 * at + 31 - Math.clz32(common & -common));
      if (ids.length > most) {
        return undefined;
      }
    }
  }
  for (const id of ids) {
    const at = (id >>> 5) - 2 * firstWord;
    words[at] = (words[at] as number) & ~(1 << (id & 31));
  }
  return ids.map(BigInt);
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
  const putOwn = (values: BigUint64Array | Uint32Array | Uint8Array): number => put(kernel, values);
  const { owners, ownerRecords, references } = state;
  if (exports.absorbIds(putOwn(state.idBits), state.firstWord, state.idBits.length) === 0) {
    return undefined;
  }
  kernel.takeWideIds(true);
  kernel.wideIds.appendSorted(state.wideIds);
  const ofOwners = absorbIds(owners, putOwn, {
    integers: (ids, count) => exports.absorbOwners(ids, putOwn(ownerRecords), count),
    texts: (bytes, ends, count) => exports.absorbTextOwners(bytes, ends, putOwn(ownerRecords), count),
  });
  const referenced = references.map(({ ids, counts }, reference) =>
    absorbIds(ids, putOwn, {
      integers: (at, count) => exports.absorbReferenced(reference, at, putOwn(counts), count),
      texts: (bytes, ends, count) =>
        exports.absorbReferencedTexts(reference, bytes, ends, putOwn(counts), count),
    }),
  );
  return {
    owners: () => numbersAt(kernel, ofOwners),
    referenced: (reference) => numbersAt(kernel, referenced[reference] ?? NOWHERE),
  };
}

const WORD_BYTES = 8;

/** Puts something into the memory of a kernel. @returns where it is */
function put({ exports }: Kernel, values: BigUint64Array | Uint32Array | Uint8Array): number {
  // The kernel reads texts eight bytes at a time, and so after their end.
  const at = exports.reserve(values.byteLength + WORD_BYTES);
  new Uint8Array(exports.memory.buffer, at, values.byteLength).set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return at;
}

/** Where the kernel has put numbers in the stead of what it was given, so many 32-bit words each. */
interface NumbersPlace {
  readonly at: number;
  readonly count: number;
  readonly stride: 1 | 2;
}

const NOWHERE: NumbersPlace = { at: 0, count: 0, stride: 1 };

/** Puts ids where the kernel takes them, and has it do so. */
function absorbIds(
  { integers, texts }: NumberedIds,
  put: (values: BigUint64Array | Uint32Array | Uint8Array) => number,
  take: {
    integers(ids: number, count: number): void;
    texts(bytes: number, ends: number, count: number): void;
  },
): NumbersPlace {
  if (texts) {
    const bytes = put(texts.bytes);
    const ends = put(texts.ends);
    take.texts(bytes, ends, texts.ends.length);
    return { at: ends, count: texts.ends.length, stride: 1 };
  }
  if (!integers) {
    return NOWHERE;
  }
  const at = put(integers);
  take.integers(at, integers.length);
  return { at, count: integers.length, stride: 2 };
}

/** Numbers that the kernel has put where the ids were. */
function numbersAt({ exports }: Kernel, { at, count, stride }: NumbersPlace): Uint32Array {
  const words = new Uint32Array(exports.memory.buffer, at, stride * count);
  return Uint32Array.from({ length: count }, (_, index) => words[stride * index] as number);
}
