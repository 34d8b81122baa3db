import type { Database, Transaction } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { literalOf } from '../../array-literal.ts';
import { digestOf } from '../../digest.ts';
import { entityColumns, quoted } from '../table-columns.ts';
import { arrayIn, STAGE } from './stage.ts';
import { stagedAs } from './staged-as.ts';

/** Some chunks of the stage, and what stands beside their rows. */
export interface ChunksAsked {
  /** An array of the digests of the chunks, as an expression. */
  readonly digests: string;
  /** Arrays with an element for each row of a chunk, by name, as expressions over CHUNK_PLACE. */
  readonly beside: readonly { readonly name: string; readonly array: string }[];
}

/** The place of a chunk among those that are asked for, counted from 1. */
export const CHUNK_PLACE = 'etl_chunk_place';

/**
 * The rows that a run has staged, one by one, as a subquery.
 *
 * @param runId as an expression
 * @param chunks which of them, all unless it is said
 */
export function stagedRowsQuery(model: Model, runId: string, chunks?: ChunksAsked): string {
  const columns = entityColumns(model).map(
    (column) => `${stagedAs(column).value(`unnest(${arrayIn('', column)})`)} AS ${quoted(column.name)}`,
  );
  const beside = chunks?.beside.map(({ name, array }) => `unnest(${array}) AS ${name}`) ?? [];
  const asked = chunks
    ? ` JOIN unnest(${chunks.digests}) WITH ORDINALITY AS etl_chunk (etl_chunk_digest, ${CHUNK_PLACE}) ON etl_chunk_digest = etl_digest`
    : '';
  // The planner can't know that arrays are long, and would hash these wide rows instead of what they are joined with. Of a
  // series that ends where a subquery says it expects a thousand, so of two, a million times as many rows.
  const many = ['etl_a', 'etl_b'].map((name) => `generate_series(1, (SELECT 1)) AS ${name}`);
  return `
    SELECT ${[...columns, ...beside].join(', ')} FROM ${STAGE}${asked}, ${many.join(', ')} WHERE etl_run_id = ${runId}`;
}

/** A chunk in the stage. */
export interface StagedChunk {
  /** How many rows there are. */
  readonly rows: number;
  /** A text that stands for what is in it. A run has no two with rows that have the same, since their keys differ. */
  readonly digest: string;
}

/** A chunk, and the keys of its rows, in their order, as an array literal (array-literal.ts). */
export interface ChunkKeys extends StagedChunk {
  readonly keys: string;
}

/** What the run has in the stage: how many rows, in which chunks, and a text that stands for all of it. */
export interface Staged {
  readonly rows: number;
  readonly digest: string;
  readonly chunks: readonly StagedChunk[];
}

/** What the run has in the stage. */
export async function staged(database: Database | Transaction, runId: string): Promise<Staged> {
  const chunks = await database<StagedChunk[]>`
    SELECT etl_rows AS rows, etl_digest AS digest FROM etl.entity_stage WHERE etl_run_id = ${runId}`;
  return {
    rows: chunks.reduce((sum, { rows }) => sum + rows, 0),
    digest: digestOf(chunks.map(({ digest }) => digest).toSorted()),
    chunks,
  };
}

/** Reads the keys of some chunks. @throws Error when one is not there any more */
export async function stagedKeys(
  database: Database | Transaction,
  model: Model,
  runId: string,
  chunks: readonly StagedChunk[],
): Promise<ChunkKeys[]> {
  const key = quoted(model.entity.key.name);
  const digests = literalOf(chunks.map(({ digest }) => digest));
  const found = await database.unsafe<{ keys: string; digest: string }[]>(
    `SELECT ${key} AS keys, etl_digest AS digest FROM ${STAGE} WHERE etl_run_id = $1 AND etl_digest = ANY ($2::text[])`,
    [runId, digests],
  );
  const keysOf = new Map(found.map((chunk) => [chunk.digest, chunk.keys]));
  return chunks.map((chunk) => {
    const keys = keysOf.get(chunk.digest);
    if (keys === undefined) {
      throw new Error('a chunk of rows is not in the stage any more');
    }
    return { ...chunk, keys };
  });
}
