import { isOverflow, type Overflow } from '../../aggregation/partial/aggregates.ts';
import { IdTable } from '../../aggregation/partial/id-table.ts';
import type { EventTotals } from '../../aggregation/partial/partial.ts';
import type { EventsPlan } from '../../model/model.ts';
import type { TotalsArrays } from '../../store/derivation/publish.ts';

/** The totals of the rows that the entity has, and of other owners what is to be said of them. */
export interface DividedTotals {
  /** As the database takes them. */
  known(): TotalsArrays;
  /** Values of known rows that no column can hold; with any, `known` must not be published. */
  readonly overflows: readonly Overflow[];
  readonly unknown: { readonly ids: IdTable; readonly events: number };
}

/** Tells rows of the entity from others: events of unknown owners don't count, so neither do their totals. */
export function divideTotals(
  { slots }: EventsPlan,
  { aggregates }: EventTotals,
  keys: IdTable,
): DividedTotals {
  const owners: Integers = [];
  const events: Integers = [];
  const columns = slots.map((slot) => ({ slot, values: [] as Integers }));
  const overflows: Overflow[] = [];
  const unknown = { ids: new IdTable(), events: 0 };
  const isKnown = ascendingLookup(keys);
  for (const { owner, events: count, values } of aggregates.entries()) {
    if (!isKnown(owner)) {
      unknown.ids.add(owner);
      unknown.events += count;
      continue;
    }
    owners.push(compact(owner));
    events.push(count);
    for (let index = 0; index < columns.length; index++) {
      const value = values[index] as bigint;
      const column = columns[index] as (typeof columns)[number];
      column.values.push(compact(value));
      if (isOverflow(value)) {
        overflows.push({ owner, slot: column.slot, value });
      }
    }
  }
  const known = () => ({
    owners: literal(owners),
    events: literal(events),
    slots: columns.map(({ values }) => literal(values)),
  });
  return { known, overflows, unknown };
}

/** Tells whether ids, which must come in ascending order, are in the table: faster than looking each one up. */
function ascendingLookup(table: IdTable): (id: bigint) => boolean {
  const ids = table.sorted();
  let at = 0;
  return (id) => {
    while (at < ids.length && (ids[at] as bigint) < id) {
      at++;
    }
    return ids[at] === id;
  };
}

type Integers = (number | bigint)[];

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** The same integer, as a number if it can be one: it takes a third of the time to write. */
const compact = (integer: bigint): number | bigint => (integer <= MAX_EXACT ? Number(integer) : integer);

/** Integers as PostgreSQL reads an array of them. */
const literal = (integers: Integers): string => `{${integers.join(',')}}`;
