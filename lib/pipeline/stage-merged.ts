import type { Database } from '../clients/postgres.ts';
import type { Features } from '../feature-kinds.ts';
import { partialsOf } from '../store/parts.ts';
import { clearAggregates, stageAggregates } from '../store/stage.ts';
import { type ExperimentsPartial, emptyPartial, mergePartial } from './partial/partial.ts';

type Dependencies = { readonly database: Database; readonly features: Features };

/**
 * What all parts of the experiments add up to.
 *
 * @throws Error when an experiment id occurs in two parts
 */
export async function mergePartials(
  runId: string,
  { database, features }: Dependencies,
): Promise<ExperimentsPartial> {
  const merged = emptyPartial(features);
  const partials = await partialsOf(database, runId, 'user_experiments');
  for (const bytes of partials) {
    const repeated = mergePartial(features, merged, bytes, partials.length > 1);
    // There is one part a file for now; with more, the later part's rows would have to be taken out again.
    if (repeated > 0) throw new Error(`${repeated} experiment ids occur in two parts of run ${runId}`);
  }
  return merged;
}

const AGGREGATES_AT_A_TIME = 10_000;

/** Puts the merged aggregates where SQL can join them with the users, in place of an earlier try's. */
export async function stageMerged(runId: string, merged: ExperimentsPartial, { database }: Dependencies) {
  await database.begin(async (transaction) => {
    await clearAggregates(transaction, runId);
    let chunk = { userIds: [] as bigint[], experiments: [] as bigint[], slots: [] as string[] };
    const flush = async () => {
      if (chunk.userIds.length > 0) await stageAggregates(transaction, runId, chunk);
      chunk = { userIds: [], experiments: [], slots: [] };
    };
    for (const { userId, experiments, values } of merged.aggregates.entries()) {
      chunk.userIds.push(userId);
      chunk.experiments.push(BigInt(experiments));
      chunk.slots.push(`{${values.join(',')}}`);
      if (chunk.userIds.length === AGGREGATES_AT_A_TIME) await flush();
    }
    await flush();
  });
}
