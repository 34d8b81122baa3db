import { IntegerIds } from '../../aggregation/ids/integer-ids.ts';
import type { SortedIds } from '../../aggregation/ids/sorted-ids.ts';
import { type Integers, integerAt, integersOf } from '../../aggregation/partial/integers.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import { literalOf } from '../../store/array-literal.ts';
import type { TotalsArrays } from '../../store/derivation/publish.ts';
import type { DividedTotals } from './divide-totals.ts';

/** Totals of the owners that the entity has, as the database takes them. */
export function totalsArrays(
  { owners, events, slots }: Pick<Totals, 'owners' | 'events' | 'slots'>,
  { known, values }: Pick<DividedTotals, 'known' | 'values'>,
): TotalsArrays {
  return {
    owners: idArray(owners, known),
    events: integerArray(events, known),
    slots: slots.map((integers) => integerArray(integers, known)),
    values: values.map((own) => literalOf(own)),
  };
}

/** Ids, all of them or those at some positions, as PostgreSQL reads an array of them. */
export function idArray(ids: SortedIds, positions: Iterable<number> = new Array(ids.size).keys()): string {
  return ids instanceof IntegerIds
    ? integerArray(integersOf(ids.values), positions)
    : literalOf(Array.from(positions, (position) => ids.at(position)));
}

/** A high word below this leaves an integer that a number holds exactly. */
const EXACT_HIGH = 2 ** 21;

function integerArray(integers: Integers, positions: Iterable<number>): string {
  const { words, stride } = integers;
  const elements: (number | bigint)[] = [];
  for (const position of positions) {
    const high = words[stride * position + 1] as number;
    const isSmall = stride === 2 && high < EXACT_HIGH;
    // A third of the time of a BigInt.
    elements.push(
      isSmall ? high * 2 ** 32 + (words[stride * position] as number) : integerAt(integers, position),
    );
  }
  return `{${elements.join(',')}}`;
}
