import { textOrder } from '../ids/text-order.ts';
import type { Kernel } from './kernel.ts';
import { textsAt } from './texts-in-kernel.ts';

/** Numbers of a kernel in ascending order of what they stand for, four bytes each, in its memory. */
export interface Order {
  readonly at: number;
  readonly count: number;
}

/** The numbers of the owners in ascending order of their ids. */
export function ownerOrder(kernel: Kernel): Order {
  const { exports } = kernel;
  const count = exports.ownerCount();
  return kernel.ownersAreTexts
    ? orderOfTexts(kernel, exports.ownerTexts(), count)
    : { at: exports.inAscendingOrder(exports.ownerIds(), count), count };
}

/** The numbers of the ids that a reference names, in ascending order of the ids. */
export function referencedOrder(kernel: Kernel, reference: number): Order {
  const { exports } = kernel;
  // Asked first: the ids and their counts move when small ids join them.
  const count = exports.referencedCount(reference);
  return kernel.references[reference]?.areTexts
    ? orderOfTexts(kernel, exports.referencedTexts(reference), count)
    : { at: exports.inAscendingOrder(exports.referencedIds(reference), count), count };
}

function orderOfTexts(kernel: Kernel, texts: number, count: number): Order {
  const order = textOrder(textsAt(kernel, texts, count));
  const at = kernel.exports.reserve(order.byteLength);
  new Uint32Array(kernel.exports.memory.buffer, at, count).set(order);
  return { at, count };
}

/** The numbers themselves, valid until the memory of the kernel grows. */
export function numbersOf({ exports }: Kernel, { at, count }: Order): Uint32Array {
  return new Uint32Array(exports.memory.buffer, at, count);
}

/** Where words of eight bytes are in a kernel: of number 0, and how far those of two numbers are apart. */
export interface WordsPlace {
  readonly at: number;
  readonly apart: number;
}

/** So many values are copied at a time, of two words at most. */
const BLOCK_VALUES = 65_536;
const WORD_BYTES = 8;

/** Copies what a kernel keeps, in an order, out of its memory. */
export class OrderedColumns {
  readonly #kernel: Kernel;
  readonly #order: Order;
  /** Where a block is put together. */
  readonly #block: number;

  constructor(kernel: Kernel, order: Order) {
    this.#kernel = kernel;
    this.#order = order;
    this.#block = kernel.exports.reserve(2 * WORD_BYTES * Math.min(order.count, BLOCK_VALUES));
  }

  /** One word of each, as two of 32 bits. */
  words(place: WordsPlace): Uint32Array<ArrayBuffer> {
    return this.#gathered([place]);
  }

  /** Two words of each that follow one another, as four of 32 bits; only the first of them, as two, where all others are 0. */
  narrowPairs(place: WordsPlace): { readonly words: Uint32Array; readonly stride: 2 | 4 } {
    const second = { ...place, at: place.at + WORD_BYTES };
    const areWide = this.#blocks().some((block) => this.#gather(second, block, 0, WORD_BYTES));
    return areWide
      ? { words: this.#gathered([place, second]), stride: 4 }
      : { words: this.#gathered([place]), stride: 2 };
  }

  #gathered(places: readonly WordsPlace[]): Uint32Array<ArrayBuffer> {
    const { memory } = this.#kernel.exports;
    const stride = 2 * places.length;
    const words = new Uint32Array(stride * this.#order.count);
    for (const block of this.#blocks()) {
      for (const [word, place] of places.entries()) {
        this.#gather(place, block, word, places.length * WORD_BYTES);
      }
      words.set(new Uint32Array(memory.buffer, this.#block, stride * block.count), stride * block.from);
    }
    return words;
  }

  #gather(
    { at, apart }: WordsPlace,
    { from, count }: { readonly from: number; readonly count: number },
    word: number,
    valueBytes: number,
  ): boolean {
    const order = this.#order.at + Uint32Array.BYTES_PER_ELEMENT * from;
    const into = this.#block + word * WORD_BYTES;
    return this.#kernel.exports.gather(at, apart, order, count, into, valueBytes) !== 0;
  }

  #blocks(): { readonly from: number; readonly count: number }[] {
    const { count } = this.#order;
    return Array.from({ length: Math.ceil(count / BLOCK_VALUES) }, (_, block) => {
      const from = block * BLOCK_VALUES;
      return { from, count: Math.min(BLOCK_VALUES, count - from) };
    });
  }
}
