import { type Integers, integerAt, integersOf } from '../../aggregation/partial/integers.ts';
import type { Totals } from '../../aggregation/partial/totals.ts';
import type { TotalsArrays } from '../../store/derivation/publish.ts';
import type { DividedTotals } from './divide-totals.ts';

/** Totals of the owners that the entity has, as the database takes them. */
export function totalsArrays(
  { owners, events, slots }: Pick<Totals, 'owners' | 'events' | 'slots'>,
  { known, values }: Pick<DividedTotals, 'known' | 'values'>,
): TotalsArrays {
  return {
    owners: integerArray(integersOf(owners), known),
    events: integerArray(events, known),
    slots: slots.map((integers) => integerArray(integers, known)),
    values: values.map((own) => valueArray(own)),
  };
}

/** Ids as PostgreSQL reads an array of them. */
export function idArray(ids: BigUint64Array): string {
  return integerArray(integersOf(ids), ids.keys());
}

/** Values as PostgreSQL reads an array of them: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function valueArray(values: readonly (bigint | number | string | null)[]): string {
  const elements = values.map((value) => {
    if (value === null) {
      return 'NULL';
    }
    return typeof value === 'string' ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
  });
  return `{${elements.join(',')}}`;
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
