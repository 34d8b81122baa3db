import { numbersOf, type Order, ownerOrder, referencedOrder } from './in-order.ts';
import type { Kernel } from './kernel.ts';

/** Of each owner, by its number, its position among all in ascending order of their ids. */
export const ownerRanks = (kernel: Kernel): Uint32Array => positionsIn(kernel, ownerOrder(kernel));

/** The same of the ids of a reference that accumulators see; of others there are no numbers. */
export const referencedRanks = (kernel: Kernel, reference: number): Uint32Array =>
  positionsIn(kernel, referencedOrder(kernel, reference));

function positionsIn(kernel: Kernel, order: Order): Uint32Array {
  const numbers = numbersOf(kernel, order);
  const positions = new Uint32Array(numbers.length);
  for (let position = 0; position < numbers.length; position++) {
    positions[numbers[position] as number] = position;
  }
  return positions;
}
