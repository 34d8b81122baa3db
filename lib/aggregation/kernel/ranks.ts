import type { Kernel } from './kernel.ts';
import { ownersInOrder, referencedInOrder } from './totals.ts';

/** Of each owner, by its number, its position among all in ascending order of their ids. */
export const ownerRanks = (kernel: Kernel): Uint32Array => positionsIn(ownersInOrder(kernel));

/** The same of the ids of a reference that accumulators see; of others there are no numbers. */
export const referencedRanks = (kernel: Kernel, reference: number): Uint32Array =>
  positionsIn(referencedInOrder(kernel, reference));

function positionsIn(order: Uint32Array): Uint32Array {
  const positions = new Uint32Array(order.length);
  for (let position = 0; position < order.length; position++) {
    positions[order[position] as number] = position;
  }
  return positions;
}
