import { inAscendingOrder } from '../ids/ascending.ts';
import { IntegerIds } from '../ids/integer-ids.ts';
import { TextIds } from '../ids/text-ids.ts';
import { textOrder } from '../ids/text-order.ts';
import { gathered as gatheredTexts } from '../ids/texts.ts';
import { type Integers, narrowed } from '../partial/integers.ts';
import type { NamedIds, Totals } from '../partial/totals.ts';
import type { Kernel } from './kernel.ts';
import { textsAt } from './texts-in-kernel.ts';

/** What the kernel came to, as columns in ascending order of the ids. */
export function totalsOf(kernel: Kernel): Omit<Totals, 'accumulated'> {
  const order = ownersInOrder(kernel);
  const { exports } = kernel;
  const stride = 1 + 2 * kernel.slots;
  const records = new Uint32Array(exports.memory.buffer, exports.ownerRecords(), 2 * order.length * stride);
  return {
    owners: kernel.ownersAreTexts
      ? textsOf(kernel, exports.ownerTexts(), order)
      : integersOf(kernel, exports.ownerIds(), order),
    events: column(records, order, { at: 0, of: stride, words: 2 }),
    slots: Array.from({ length: kernel.slots }, (_, slot) => {
      const wide = column(records, order, { at: 1 + 2 * slot, of: stride, words: 4 });
      return narrowed(wide);
    }),
    references: kernel.references.map((_, reference) => referencedOf(kernel, reference)),
  };
}

/** The numbers of the owners in ascending order of their ids. */
export function ownersInOrder(kernel: Kernel): Uint32Array {
  const { exports } = kernel;
  const count = exports.ownerCount();
  return kernel.ownersAreTexts
    ? textOrder(textsAt(kernel, exports.ownerTexts(), count))
    : inAscendingOrder(new BigUint64Array(exports.memory.buffer, exports.ownerIds(), count));
}

/** The numbers of the ids that a reference names, in ascending order of the ids. */
export function referencedInOrder(kernel: Kernel, reference: number): Uint32Array {
  const { exports } = kernel;
  const count = exports.referencedCount(reference);
  return kernel.references[reference]?.areTexts
    ? textOrder(textsAt(kernel, exports.referencedTexts(reference), count))
    : inAscendingOrder(new BigUint64Array(exports.memory.buffer, exports.referencedIds(reference), count));
}

function referencedOf(kernel: Kernel, reference: number): NamedIds {
  // Asked first: the ids and their counts move when small ids join them.
  const order = referencedInOrder(kernel, reference);
  const { exports } = kernel;
  const ids = kernel.references[reference]?.areTexts
    ? textsOf(kernel, exports.referencedTexts(reference), order)
    : integersOf(kernel, exports.referencedIds(reference), order);
  const counts = new Uint32Array(
    exports.memory.buffer,
    exports.referencedCounts(reference),
    4 * order.length,
  );
  return { ids, counts: column(counts, order, { at: 0, of: 2, words: 2 }) };
}

/** The bits of the ids that the kernel keeps itself: bit 0 of word 0 is id 0. */
export function idBitsOf({ exports: kernel }: Kernel): Uint32Array {
  return new Uint32Array(kernel.memory.buffer, kernel.idBits(), Math.ceil(kernel.idBitsCovered() / 32));
}

function textsOf(kernel: Kernel, at: number, order: Uint32Array): TextIds {
  return new TextIds(gatheredTexts(textsAt(kernel, at, order.length), order));
}

function integersOf({ exports }: Kernel, at: number, order: Uint32Array): IntegerIds {
  return new IntegerIds(gathered(new BigUint64Array(exports.memory.buffer, at, order.length), order));
}

function gathered(ids: BigUint64Array, order: Uint32Array): BigUint64Array {
  const [from, to] = [
    new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length),
    new Uint32Array(2 * order.length),
  ];
  for (let position = 0; position < order.length; position++) {
    const at = 2 * (order[position] as number);
    to[2 * position] = from[at] as number;
    to[2 * position + 1] = from[at + 1] as number;
  }
  return new BigUint64Array(to.buffer);
}

/** One value of records: from the 64-bit word `at` of `of` on, so many 32-bit words. */
function column(
  records: Uint32Array,
  order: Uint32Array,
  { at, of, words: stride }: { readonly at: number; readonly of: number; readonly words: 2 | 4 },
): Integers {
  const words = new Uint32Array(stride * order.length);
  for (let position = 0; position < order.length; position++) {
    const from = 2 * ((order[position] as number) * of + at);
    for (let word = 0; word < stride; word++) {
      words[stride * position + word] = records[from + word] as number;
    }
  }
  return { words, stride };
}
