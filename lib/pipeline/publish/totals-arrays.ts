import { IntegerIds } from '../../aggregation/ids/integer-ids.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { TextIds } from '../../aggregation/ids/text-ids.ts';
import { startOf, type Texts } from '../../aggregation/ids/texts.ts';
import { type Integers, integerAt, integersOf } from '../../aggregation/partial/integers.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import { ArrayLiteral } from '../../store/array-literal.ts';
import type { TotalsArrays } from '../../store/derivation/published-totals.ts';

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

/** Ids, all of them or those at some positions, as PostgreSQL reads an array of them. */
export function idArray(ids: SortedIds, positions: Iterable<number> = new Array(ids.size).keys()): string {
  if (ids instanceof IntegerIds) {
    return integerArray(integersOf(ids.values), positions);
  }
  if (ids instanceof TextIds) {
    return textArray(ids.texts, positions);
  }
  throw new Error(`there is no array of ids that are ${ids.kind}`);
}

/** From bytes to bytes: a string for each of a million owners would take more memory than all of them have. */
function textArray(texts: Texts, positions: Iterable<number>): string {
  const literal = new ArrayLiteral();
  for (const position of positions) {
    literal.addText(texts.bytes, startOf(texts, position), texts.ends[position] as number);
  }
  return literal.take();
}

/** A high word below this leaves an integer that a number holds exactly. */
const EXACT_HIGH = 2 ** 21;

/** Integers at some positions as PostgreSQL reads an array of them; NULL for a position of -1. */
export function integerArray(integers: Integers, positions: Iterable<number>): string {
  const { words, stride } = integers;
  const literal = new ArrayLiteral();
  for (const position of positions) {
    if (position < 0) {
      literal.addNull();
      continue;
    }
    const high = words[stride * position + 1] as number;
    if (stride === 2 && high < EXACT_HIGH) {
      literal.addNumber(high * 2 ** 32 + (words[stride * position] as number));
    } else {
      literal.addElements(Buffer.from(integerAt(integers, position).toString()));
    }
  }
  return literal.take();
}
