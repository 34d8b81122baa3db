import { isOverflow, type Overflow } from '../../aggregation/partial/aggregates.ts';
import type { IdRun } from '../../aggregation/partial/id-runs.ts';
import { IdTable } from '../../aggregation/partial/id-table.ts';
import {
  type ExperimentsPartial,
  emptyPartial,
  mergeIds,
  mergePartial,
} from '../../aggregation/partial/partial.ts';
import { repeatedRuns } from '../../aggregation/partial/repeated-ids.ts';
import type { Database } from '../../clients/postgres.ts';
import type { Features, Slot } from '../../model/feature-kinds.ts';
import type { AggregateArrays } from '../../store/derivation/publish.ts';
import { partialsOf } from '../../store/runs/parts.ts';

/** What all parts of the experiments add up to, and by its number, of each part that has any, the experiments of an earlier one. */
export interface MergedPartials {
  readonly merged: ExperimentsPartial;
  readonly repeated: ReadonlyMap<number, readonly IdRun[]>;
}

/** Adds up the parts of the experiments. Where an experiment is in two of them, its row counts twice in `merged`. */
export async function mergePartials(
  runId: string,
  { database, features }: { readonly database: Database; readonly features: Features },
): Promise<MergedPartials> {
  const merged = emptyPartial(features);
  const partials = await partialsOf(database, runId, 'experiments');
  const ids = partials.map(({ partial }) => mergePartial(features, merged, partial));
  // Of one part they need not be read at all.
  const repeated = ids.length > 1 ? repeatedRuns(ids) : new Map<number, IdRun[]>();
  return {
    merged,
    repeated: new Map([...repeated].map(([index, runs]) => [partials[index]?.part as number, runs])),
  };
}

/** The ids that the parts of users or compounds have. */
export async function mergeIdsOf(
  runId: string,
  input: 'users' | 'compounds',
  database: Database,
): Promise<IdTable> {
  const ids = new IdTable();
  for (const { partial } of await partialsOf(database, runId, input)) {
    mergeIds(ids, partial);
  }
  return ids;
}

/** The totals of the users in users.csv, and of the others what is to be told of them. */
export interface DividedTotals {
  readonly known: AggregateArrays;
  /** Values of known users that no column can hold; with any, `known` must not be published. */
  readonly overflows: readonly Overflow[];
  readonly unknown: { readonly ids: IdTable; readonly experiments: number };
}

/** Tells users of users.csv from others: rows of unknown users don't count, so neither do their totals. */
export function divideTotals({ aggregates }: ExperimentsPartial, users: IdTable): DividedTotals {
  const userIds: Integers = [];
  const experiments: Integers = [];
  const slots: Integers[] = aggregates.slots.map(() => []);
  const overflows: Overflow[] = [];
  const unknown = { ids: new IdTable(), experiments: 0 };
  const isKnown = ascendingLookup(users);
  for (const { userId, experiments: count, values } of aggregates.entries()) {
    if (!isKnown(userId)) {
      unknown.ids.add(userId);
      unknown.experiments += count;
      continue;
    }
    userIds.push(compact(userId));
    experiments.push(count);
    for (let index = 0; index < slots.length; index++) {
      const value = values[index] as bigint;
      (slots[index] as Integers).push(compact(value));
      if (isOverflow(value)) {
        overflows.push({ userId, slot: aggregates.slots[index] as Slot, value });
      }
    }
  }
  const known = { userIds: literal(userIds), experiments: literal(experiments), slots: slots.map(literal) };
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
