import type { Database } from '../../../../../lib/clients/postgres.ts';
import type { Model } from '../../../../../lib/model/model.ts';
import { StageChunk } from '../../../../../lib/pipeline/load/entity/stage-chunk.ts';
import { syncDerivationTable } from '../../../../../lib/store/derivation/derivation-table.ts';
import { type MergeCounts, replaceDerivation } from '../../../../../lib/store/derivation/publish/publish.ts';
import type {
  LookupArrays,
  PublishedTotals,
  TotalsArrays,
} from '../../../../../lib/store/derivation/publish/published-totals.ts';
import { stageRows, syncStage } from '../../../../../lib/store/derivation/stage/stage.ts';
import { staged } from '../../../../../lib/store/derivation/stage/staged-rows.ts';
import { entityColumns } from '../../../../../lib/store/derivation/table-columns.ts';
import { elementsOf } from '../../../../unit/support/array-elements.ts';

/** A row of the entity by the names of its columns; one that is left out is NULL. */
export type EntityValues = Readonly<Record<string, string | null>>;

/** What the events of an owner add up to: how many there are, and the value of each slot, in their order. */
export interface OwnerValues {
  readonly owner: string;
  readonly events: string;
  readonly slots: readonly string[];
}

export const RUN = { runId: 'etl-1', asOf: '2024-01-01' };

/** Values as PostgreSQL reads an array of them. */
export function arrayOf(values: readonly (string | null | undefined)[]): string {
  return `{${values.map((value) => (value == null ? 'NULL' : JSON.stringify(value))).join(',')}}`;
}

/** What is published besides the stage, of arrays as they are. */
export function publishedArrays(
  totals: readonly TotalsArrays[],
  lookups: readonly LookupArrays[],
): PublishedTotals {
  const literals = lookups.flatMap(({ keys, values }) => [keys, values]);
  return {
    digest: JSON.stringify([totals, literals]),
    lookups: literals,
    arrays: () => totals,
    beside: ({ keys }) =>
      totals.flatMap(({ owners, events, slots, values }) => {
        const places = elementsOf(keys).map((key) => elementsOf(owners).indexOf(key));
        return [events, ...slots, ...values].map((literal) => {
          const elements = elementsOf(literal);
          return arrayOf(places.map((place) => elements[place]));
        });
      }),
  };
}

/** Stages rows as `load` does. */
export async function stage(
  database: Database,
  model: Model,
  rows: readonly EntityValues[],
  runId = RUN.runId,
): Promise<void> {
  const columns = entityColumns(model);
  const chunk = new StageChunk(columns);
  for (const row of rows) {
    chunk.addValues(columns.map(({ name }) => row[name] ?? null));
  }
  await syncStage(database, model);
  await database.begin((transaction) => stageRows(transaction, model, { runId, part: 0 }, chunk.take()));
}

/** Publishes these rows over what the table holds, with the totals of each input of events, in the order of the model. */
export async function publish(
  database: Database,
  model: Model,
  rows: readonly EntityValues[],
  totals: readonly (readonly OwnerValues[])[],
  asOf = RUN.asOf,
): Promise<MergeCounts> {
  await syncDerivationTable(database, model);
  await syncStage(database, model);
  await database`DELETE FROM etl.entity_stage WHERE etl_run_id = ${RUN.runId}`;
  await stage(database, model, rows);
  const arrays = model.events.map(({ slots }, index) => {
    const owners = totals[index] ?? [];
    return {
      owners: arrayOf(owners.map(({ owner }) => owner)),
      events: arrayOf(owners.map(({ events }) => events)),
      slots: slots.map((_, at) => arrayOf(owners.map((owner) => owner.slots[at]))),
      values: [],
    };
  });
  return await database.begin(async (transaction) => {
    const run = { runId: RUN.runId, asOf, staged: await staged(transaction, RUN.runId) };
    // As long tables are filled: the short ones of whole runs are not.
    const copying = { database, copiedFrom: 0 };
    return await replaceDerivation(transaction, model, run, publishedArrays(arrays, []), copying);
  });
}
