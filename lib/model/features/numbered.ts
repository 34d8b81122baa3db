import type { IdColumn } from './feature.ts';

/**
 * Refuses a column whose ids nobody numbers: only those are read that reference an input which is not the owner's.
 *
 * @param what where it stands, for the message
 * @throws TypeError with what to do
 */
export function refuseUnnumbered(what: string, { name, input, reference }: IdColumn): void {
  if (!reference) {
    throw new TypeError(
      `${what}: ${input}.${name} has no reference; say which input its ids belong to: .references('…', { orElse: 'warn' })`,
    );
  }
  if (reference.orElse === 'reject') {
    throw new TypeError(
      `${what}: ${input}.${name} names the owner of the row, so it is always the same for one owner`,
    );
  }
}
