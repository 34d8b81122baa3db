import type { Database } from '../../clients/postgres.ts';
import { InputError } from '../../errors.ts';
import type { Model } from '../../model/model.ts';

/** Which model the rows and runs of a database are of. */
export interface StoredModel {
  /** The folder of its declarations. */
  readonly folder: string;
  /** The column that tells the rows of its entity apart. */
  readonly key: string;
}

/** The model whose rows a database has; undefined before the first run. */
export async function modelOfDatabase(database: Database): Promise<StoredModel | undefined> {
  const [row] = await database<StoredModel[]>`SELECT folder, key_name AS key FROM etl.model`;
  return row;
}

/**
 * Notes which model the database is of, once and for all: its runs, what they rejected, and what deletions are measured against,
 * are of one model.
 *
 * @throws InputError OTHER_MODEL when it is of another one
 */
export async function claimDatabase(database: Database, model: Model): Promise<void> {
  const { folder, entity } = model;
  await database`
    INSERT INTO etl.model (folder, key_name) VALUES (${folder}, ${entity.key.name}) ON CONFLICT DO NOTHING`;
  refuseOtherModel(await modelOfDatabase(database), model);
}

/**
 * Refuses a database that is of another model: of another folder, or of the same with another key.
 *
 * @throws InputError OTHER_MODEL saying which the database has, which is wanted, and what to do
 */
export function refuseOtherModel(stored: StoredModel | undefined, { folder, entity }: Model): void {
  const key = entity.key.name;
  if (!stored || (stored.folder === folder && stored.key === key)) {
    return;
  }
  const sameFolder = stored.folder === folder;
  const nameOf = (model: StoredModel) => (sameFolder ? `the key ${model.key}` : `the model ${model.folder}`);
  throw new InputError(
    'OTHER_MODEL',
    `the database has rows and runs of ${nameOf(stored)}, but this is ${nameOf({ folder, key })}: a database holds one model only.\n` +
      `${sameFolder ? 'Give the entity its key again' : `Build that model (ETL_MODEL=${stored.folder})`}, ` +
      'use another database (with ./run.sh: another ETL_STATE_DIR), or empty this one (./run.sh reset; with containers, docker compose down -v).',
  );
}
