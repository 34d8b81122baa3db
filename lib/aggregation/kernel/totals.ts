import { IntegerIds } from '../ids/integer-ids.ts';
import { TextIds } from '../ids/text-ids.ts';
import { gathered } from '../ids/texts.ts';
import type { NamedIds, Totals } from '../partial/totals.ts';
import { numbersOf, type Order, OrderedColumns, ownerOrder, referencedOrder } from './in-order.ts';
import type { Kernel } from './kernel.ts';
import { textsAt } from './texts-in-kernel.ts';

/** Bytes of an id, and of half a value. */
const WORD_BYTES = 8;

/** What the kernel came to, as columns in ascending order of the ids. */
export function totalsOf(kernel: Kernel): Omit<Totals, 'accumulated'> {
  const order = ownerOrder(kernel);
  const columns = new OrderedColumns(kernel, order);
  const { exports } = kernel;
  const records = exports.ownerRecords();
  const apart = WORD_BYTES * (1 + 2 * kernel.slots);
  return {
    owners: kernel.ownersAreTexts
      ? textsOf(kernel, exports.ownerTexts(), order)
      : integersOf(columns, exports.ownerIds()),
    events: { words: columns.words({ at: records, apart }), stride: 2 },
    slots: Array.from({ length: kernel.slots }, (_, slot) =>
      columns.narrowPairs({ at: records + WORD_BYTES * (1 + 2 * slot), apart }),
    ),
    references: kernel.references.map((_, reference) => referencedOf(kernel, reference)),
  };
}

function referencedOf(kernel: Kernel, reference: number): NamedIds {
  const order = referencedOrder(kernel, reference);
  const columns = new OrderedColumns(kernel, order);
  const { exports } = kernel;
  const ids = kernel.references[reference]?.areTexts
    ? textsOf(kernel, exports.referencedTexts(reference), order)
    : integersOf(columns, exports.referencedIds(reference));
  const counts = { at: exports.referencedCounts(reference), apart: 2 * WORD_BYTES };
  return { ids, counts: { words: columns.words(counts), stride: 2 } };
}

/** The bits of the ids that the kernel keeps itself: bit 0 of word 0 is id 0. */
export function idBitsOf({ exports: kernel }: Kernel): Uint32Array {
  return new Uint32Array(kernel.memory.buffer, kernel.idBits(), Math.ceil(kernel.idBitsCovered() / 32));
}

function textsOf(kernel: Kernel, at: number, order: Order): TextIds {
  return new TextIds(gathered(textsAt(kernel, at, order.count), numbersOf(kernel, order)));
}

function integersOf(columns: OrderedColumns, at: number): IntegerIds {
  const { buffer } = columns.words({ at, apart: WORD_BYTES });
  return new IntegerIds(new BigUint64Array(buffer));
}
