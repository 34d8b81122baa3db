import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { type Integers, integerAt } from '../../aggregation/partial/integers.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import { ArrayLiteral } from '../../store/array-literal.ts';
import type { TotalsArrays } from '../../store/derivation/publish/published-totals.ts';

/**
 * Totals of the owners that the entity has, as the database takes them.
 *
 * @param known their positions
 */
export function totalsArrays(
  { owners, events, slots }: Pick<Totals, 'owners' | 'events' | 'slots'>,
  known: Uint32Array,
): Omit<TotalsArrays, 'values'> {
  return {
    owners: idArray(owners, known),
    events: integerArray(events, known),
    slots: slots.map((integers) => integerArray(integers, known)),
  };
}

/**
 * Ids, all of them or those at some positions, as PostgreSQL reads an array of them. From bytes to bytes: a string for each of a million
 * owners would take more memory than all of them have.
 */
export function idArray(ids: SortedIds, positions: Iterable<number> = new Array(ids.size).keys()): string {
  const literal = new ArrayLiteral();
  for (const position of positions) {
    ids.writeTo(literal, position);
  }
  return literal.take();
}

/** Integers at some positions as PostgreSQL reads an array of them; NULL for a position of -1. */
export function integerArray(integers: Integers, positions: Iterable<number>): string {
  const { words, stride } = integers;
  const literal = new ArrayLiteral();
  for (const position of positions) {
    if (position < 0) {
      literal.addNull();
    } else if (stride === 2) {
      literal.addWords(words[2 * position] as number, words[2 * position + 1] as number);
    } else {
      literal.addElements(Buffer.from(integerAt(integers, position).toString()));
    }
  }
  return literal.take();
}
