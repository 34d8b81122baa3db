import type { Transaction } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { digestOf } from '../../digest.ts';
import { LOCKS } from '../../locks.ts';
import type { PartCounts } from '../../runs/parts.ts';
import type { RunCounts } from '../../runs/runs.ts';
import type { Staged } from '../stage/staged-rows.ts';
import { derivationName } from '../table-columns.ts';
import { asOfStatement, type DailyColumn, dailyColumns } from './as-of-sql.ts';
import { type Copying, copyRows, isWorthCopying, type PublishedRows } from './copy-rows.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';
import { insertStatement, mergeStatement } from './publish-sql.ts';
import { momentBefore, recordContent, type Writers, writersOfSame } from './published-content.ts';
import { literalsOf, type PublishedTotals } from './published-totals.ts';

/** What replacing the table did to its rows. */
export type MergeCounts = Pick<RunCounts, 'inserted' | 'updated' | 'deleted' | 'unchanged'>;

/** Makes all others that publish wait until the end of the transaction. */
export async function lockPublishing(transaction: Transaction): Promise<void> {
  await transaction`SELECT pg_advisory_xact_lock(${LOCKS.publish})`;
}

/** The run that succeeded although it began after this one, if there is one. */
export async function laterPublishedRun(
  transaction: Transaction,
  runId: string,
): Promise<string | undefined> {
  const [row] = await transaction<{ run_id: string }[]>`
    SELECT run_id FROM etl.runs
    WHERE state = 'succeeded' AND seq > (SELECT seq FROM etl.runs WHERE run_id = ${runId})
    ORDER BY seq DESC LIMIT 1`;
  return row?.run_id;
}

/** The last run that succeeded: where it read its files, and how many rows it left, which deletions are measured against. */
export interface PublishedBefore {
  readonly location: string;
  readonly rows: number;
}

/** The last run that succeeded; undefined before there is one. */
export async function publishedBefore(transaction: Transaction): Promise<PublishedBefore | undefined> {
  const [row] = await transaction<{ location: string; rows: bigint }[]>`
    SELECT location, inserted + updated + unchanged AS rows
    FROM etl.runs WHERE state = 'succeeded' ORDER BY seq DESC LIMIT 1`;
  return row && { location: row.location, rows: Number(row.rows) };
}

/**
 * Replaces what the table of the result holds by the rows that the run staged. Where it holds what the same rows and events
 * have made of it, only what follows from the as-of date is looked at.
 *
 * @param copying undefined where this session is to do all
 */
export async function replaceDerivation(
  transaction: Transaction,
  model: Model,
  run: { readonly runId: string; readonly asOf: string; readonly staged: Staged },
  totals: PublishedTotals,
  copying?: Copying,
): Promise<MergeCounts> {
  await transaction.unsafe(PLANNER_SETTINGS);
  const { staged } = run;
  const rows = { ...run, totals };
  const daily = dailyColumns(model);
  const before = daily && (await momentBefore(transaction, model));
  if (!before) {
    return await fillOrMerge(transaction, model, rows, copying);
  }
  const madeOf = digestOf([mergeStatement(model), staged.digest, totals.digest]);
  const writers = await writersOfSame(transaction, model, madeOf, before);
  const counts = writers
    ? await updateRows(transaction, model, rows, { daily, writers })
    : await fillOrMerge(transaction, model, rows, copying);
  if (writers && counts.updated === 0) {
    return counts;
  }
  await recordContent(transaction, madeOf, staged.rows, before);
  return counts;
}

/** Gives the rows, which are those that are published but for the as-of date, what follows from it. */
async function updateRows(
  transaction: Transaction,
  model: Model,
  { asOf, staged }: PublishedRows,
  { daily, writers }: { readonly daily: readonly DailyColumn[]; readonly writers: Writers },
): Promise<MergeCounts> {
  const { count } = await transaction.unsafe(asOfStatement(model, daily), [
    asOf,
    writers.writer,
    writers.oldest,
  ]);
  return { inserted: 0, updated: count, deleted: 0, unchanged: staged.rows - count };
}

const fillOrMerge = async (
  transaction: Transaction,
  model: Model,
  rows: PublishedRows,
  copying: Copying | undefined,
): Promise<MergeCounts> =>
  (await isTableEmpty(transaction, model))
    ? await fillTable(transaction, model, rows, copying)
    : await mergeRows(transaction, model, rows);

async function mergeRows(transaction: Transaction, model: Model, rows: PublishedRows): Promise<MergeCounts> {
  const actions = await transaction.unsafe<{ action: string; count: bigint }[]>(
    mergeStatement(model),
    parametersOf(rows),
  );
  const of = (action: string) => Number(actions.find((row) => row.action === action)?.count ?? 0);
  const [inserted, updated, deleted] = [of('INSERT'), of('UPDATE'), of('DELETE')];
  return { inserted, updated, deleted, unchanged: rows.staged.rows - inserted - updated };
}

async function fillTable(
  transaction: Transaction,
  model: Model,
  rows: PublishedRows,
  copying: Copying | undefined,
): Promise<MergeCounts> {
  const expected = rows.staged.rows;
  const copied =
    copying && isWorthCopying(expected, copying)
      ? await copyRows(transaction, model, rows, copying)
      : undefined;
  const inserted = copied ?? (await transaction.unsafe(insertStatement(model), parametersOf(rows))).count;
  if (inserted !== expected) {
    throw new Error(`${expected} rows were to be published, and ${inserted} are in the table`);
  }
  return { inserted, updated: 0, deleted: 0, unchanged: 0 };
}

/** The parameters of sourceRows. */
const parametersOf = ({ runId, asOf, totals }: PublishedRows): string[] => [
  runId,
  asOf,
  ...literalsOf(totals),
];

async function isTableEmpty(transaction: Transaction, model: Model): Promise<boolean> {
  const found = await transaction.unsafe(`SELECT FROM ${derivationName(model)} LIMIT 1`);
  return found.count === 0;
}

/**
 * Closes a running run as succeeded.
 *
 * @returns false when it is not running any more, and then nothing was changed
 */
export async function closeAsSucceeded(
  transaction: Transaction,
  runId: string,
  counts: PartCounts & MergeCounts,
): Promise<boolean> {
  const { count } = await transaction`
    UPDATE etl.runs
    SET ${transaction(counts)}, state = 'succeeded', finished_at = clock_timestamp(), error = NULL
    WHERE run_id = ${runId} AND state = 'running'`;
  return count > 0;
}
