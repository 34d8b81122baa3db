import type { Database } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { isLockNotAvailable } from '../../locks.ts';
import { buildStatement } from './build-sql.ts';
import { existingIndexes } from './existing-indexes.ts';
import type { Origins } from './make-way.ts';
import { modelIndexes } from './model-indexes.ts';

/** A build that is under way in the server. */
export interface Build {
  /** Resolves when all are built: true; false when it left them to another build that is under way. Rejects when it was ended, or when an index could not be built. */
  readonly done: Promise<boolean>;
}

/**
 * Starts to build the indexes that the table lacks. The server goes on by itself, also when this process is frozen or gone.
 *
 * @param origins what the rows come from that are published now (make-way.ts)
 * @returns undefined when there is nothing to build
 */
export async function startBuild(
  database: Database,
  model: Model,
  origins: Origins,
): Promise<Build | undefined> {
  const names = new Set((await existingIndexes(database, model)).map(({ name }) => name));
  const { sorted, search } = modelIndexes(model);
  const missing = [...sorted, ...(search ? [search] : [])].filter(({ name }) => !names.has(name));
  if (missing.length === 0) {
    return undefined;
  }
  const statement = buildStatement(model, origins);
  const built = database.reserve(async ({ statements }) => {
    await statements.unsafe(statement);
    return true;
  });
  return { done: built.catch(falseIfLeft) };
}

/** What a build that failed comes to. @throws the error, unless it is that of one that found another at work */
function falseIfLeft(error: unknown): false {
  if (isLockNotAvailable(error)) {
    return false;
  }
  throw error;
}
