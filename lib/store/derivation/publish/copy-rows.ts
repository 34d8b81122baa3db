import { setImmediate } from 'node:timers/promises';
import { copyAcross } from '../../../clients/postgres/copy-across.ts';
import type { Database, Transaction } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { literalOf } from '../../array-literal.ts';
import { type ChunkKeys, type Staged, type StagedChunk, stagedKeys } from '../stage/staged-rows.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';
import { chunkSettings, copiedRows, lastingSettings } from './publish-sql.ts';
import type { PublishedTotals } from './published-totals.ts';
import { besideColumns } from './source-rows.ts';

/** Whose sessions make rows while the one that publishes puts them into the table. */
export interface Copying {
  readonly database: Pick<Database, 'begin'>;
  /** Fewer rows are not worth a session: for tests only. */
  readonly copiedFrom?: number | undefined;
  /** How many chunks of the stage a statement is about: for tests only. */
  readonly chunksAtOnce?: number | undefined;
}

/** So many chunks are sent with one statement, and read with one. */
const CHUNKS_AT_ONCE = 8;
/** Each statement makes tables of what is looked up: of longer texts as few as can be. */
const LONG_LOOKUPS = 1 << 20;

/** What a session more takes is gained again with so many rows. */
const COPIED_FROM = 50_000;

/** Whether so many rows are put into an empty table sooner by two sessions than by one. */
export const isWorthCopying = (rows: number, { copiedFrom = COPIED_FROM }: Copying): boolean =>
  rows >= copiedFrom;

/** What is published. */
export interface PublishedRows {
  readonly runId: string;
  readonly asOf: string;
  readonly staged: Staged;
  readonly totals: PublishedTotals;
}

/**
 * Fills the empty table: a second session makes the rows while this one puts them into the table and its key, each with a processor
 * of its own. It makes them of some chunks of the stage at a time, whose totals are brought into the order of their rows meanwhile.
 *
 * @returns how many there are; undefined, and nothing was done, when the server has no second session
 */
export async function copyRows(
  transaction: Transaction,
  model: Model,
  copied: PublishedRows,
  { database, chunksAtOnce = CHUNKS_AT_ONCE }: Copying,
): Promise<number | undefined> {
  let isOpen = false;
  try {
    return await database.begin(async (second) => {
      await second.unsafe(PLANNER_SETTINGS);
      isOpen = true;
      const { query, table } = copiedRows(model);
      return await copyAcross(second, transaction, {
        table,
        queries: prepared(second, model, query, copied, chunksAtOnce),
      });
    });
  } catch (error) {
    if (isOpen) {
      throw error;
    }
    return undefined;
  }
}

/** Gives the query as often as there are chunks for it, whose parameters are set. */
async function* prepared(
  second: Transaction,
  model: Model,
  query: string,
  { runId, asOf, staged, totals }: PublishedRows,
  chunksAtOnce: number,
): AsyncGenerator<string> {
  const lasting = [runId, asOf, ...totals.lookups];
  await second.unsafe(lastingSettings(lasting.length), lasting);
  const areLong = totals.lookups.some(({ length }) => length > LONG_LOOKUPS);
  const batches = batchesOf(
    staged.chunks.filter(({ rows }) => rows > 0),
    Math.min(areLong ? Number.POSITIVE_INFINITY : chunksAtOnce, mostChunks(model)),
  );
  const keysOf = (chunks: readonly StagedChunk[] = []) => stagedKeys(second, model, runId, chunks);
  const prepare = (chunks: readonly ChunkKeys[]) => {
    const values = valuesFor(chunks, totals);
    // Whoever waits for it gets the error; nobody does when what is done meanwhile has failed.
    values.catch(() => undefined);
    return values;
  };
  let next = prepare(await keysOf(batches[0]));
  for (const [index, chunks] of batches.entries()) {
    // Before the session has something else to do.
    const keys = await keysOf(batches[index + 1]);
    await second.unsafe(chunkSettings(model, chunks.length), await next);
    next = prepare(keys);
    yield query;
  }
}

/** A statement may have 65,535 parameters: one for all digests, and one for each column of each chunk. */
const mostChunks = (model: Model): number => Math.floor(65_534 / Math.max(1, besideColumns(model).length));

/** The first of them alone, so that the sessions need not wait for more. */
function batchesOf(chunks: readonly StagedChunk[], chunksAtOnce: number): StagedChunk[][] {
  const batches = chunks.slice(0, 1).map((first) => [first]);
  for (let from = 1; from < chunks.length; from += chunksAtOnce) {
    batches.push(chunks.slice(from, from + chunksAtOnce));
  }
  return batches;
}

/** The values of chunkSettings. */
async function valuesFor(chunks: readonly ChunkKeys[], totals: PublishedTotals): Promise<string[]> {
  const values = [literalOf(chunks.map(({ digest }) => digest))];
  for (const chunk of chunks) {
    values.push(...totals.beside(chunk));
    // The rows that are under way pass through this process.
    await setImmediate();
  }
  return values;
}
