import type { Database } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { quoted } from '../table-columns.ts';
import { cancelBuild, existingIndexes, hasRows } from './existing-indexes.ts';
import { type DependsOn, modelIndexes } from './model-indexes.ts';

/** What the rows to be published come from, as digests: of the entity alone, and of all that features are derived from. */
export type Origins = Readonly<Record<DependsOn, string>>;

/**
 * Drops the indexes that would make publishing slow: all of them while the table is empty; otherwise those that the model does not
 * need, and those built from something else than what is published now, since many of their rows may change. Each of a million
 * changes would write to every index, which takes ten times as long as to build them again. A new as-of date alone drops none.
 * Ends a build that is under way, which would keep everybody from writing to the table.
 *
 * @returns how many were dropped
 * @throws the database's error, such as 55P03 when readers keep the table for longer than half a second
 */
export async function makeWay(database: Database, model: Model, origins: Origins): Promise<number> {
  await cancelBuild(database);
  const existing = await existingIndexes(database, model);
  if (existing.length === 0) {
    return 0;
  }
  const isFilled = await hasRows(database, model);
  const { sorted, search } = modelIndexes(model);
  const needed = new Map([...sorted, ...(search ? [search] : [])].map((index) => [index.name, index]));
  const dropped = existing.filter(({ name, builtFrom }) => {
    const own = needed.get(name);
    return !isFilled || !own || builtFrom !== origins[own.dependsOn];
  });
  if (dropped.length > 0) {
    await database.begin(async (transaction) => {
      // Whoever reads the table waits after us while we wait.
      await transaction`SET LOCAL lock_timeout = '500ms'`;
      await transaction.unsafe(
        `DROP INDEX IF EXISTS ${dropped.map(({ name }) => `public.${quoted(name)}`).join(', ')}`,
      );
    });
  }
  return dropped.length;
}
