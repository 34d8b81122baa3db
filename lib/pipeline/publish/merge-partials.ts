import type { IdRun } from '../../aggregation/partial/id-runs.ts';
import { IdTable } from '../../aggregation/partial/id-table.ts';
import {
  type EventsPartial,
  emptyPartial,
  mergeIds,
  mergePartial,
} from '../../aggregation/partial/partial.ts';
import { repeatedRuns } from '../../aggregation/partial/repeated-ids.ts';
import type { Database } from '../../clients/postgres.ts';
import type { EventsPlan } from '../../model/model.ts';
import { partialsOf } from '../../store/runs/parts.ts';

/** What all parts of an input of events add up to, and by its number, of each part that has any, the events of an earlier one. */
export interface MergedPartials {
  readonly merged: EventsPartial;
  readonly repeated: ReadonlyMap<number, readonly IdRun[]>;
}

/** Adds up the parts of an input of events. Where an event is in two of them, its row counts twice in `merged`. */
export async function mergePartials(
  database: Database,
  runId: string,
  plan: EventsPlan,
): Promise<MergedPartials> {
  const merged = emptyPartial(plan);
  const partials = await partialsOf(database, runId, plan.input.name);
  const ids = partials.map(({ partial }) => mergePartial(plan, merged, partial));
  // Of one part they need not be read at all.
  const repeated = ids.length > 1 ? repeatedRuns(ids) : new Map<number, IdRun[]>();
  return {
    merged,
    repeated: new Map([...repeated].map(([index, runs]) => [partials[index]?.part as number, runs])),
  };
}

/** The keys that the parts of an entity or a reference have. */
export async function mergeKeys(database: Database, runId: string, input: string): Promise<IdTable> {
  const keys = new IdTable();
  for (const { partial } of await partialsOf(database, runId, input)) {
    mergeIds(keys, partial);
  }
  return keys;
}
