import type { EventsPlan } from '../../lib/model/model.ts';

/** What one event adds to each slot, by the values of their columns: of NULL what changes nothing. */
export function slotValues({ slots }: EventsPlan, values: readonly (bigint | null)[]): bigint[] {
  return slots.map(({ kind }, index) => {
    const value = values[index] ?? null;
    if (kind === 'count') {
      return value === null ? 0n : 1n;
    }
    return value ?? (kind === 'min' ? 2n ** 63n - 1n : 0n);
  });
}
