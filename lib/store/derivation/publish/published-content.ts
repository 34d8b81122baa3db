import type { Transaction } from '../../../clients/postgres.ts';
import type { Model } from '../../../model/model.ts';
import { derivationName } from '../table-columns.ts';

/**
 * Who has written what the table holds is told by its rows, each of which has the number of the transaction that wrote it. So nobody need
 * read the table to note what it holds: the number of the transaction that published is enough, and that of the oldest one that
 * was under way when it began, since what older ones wrote it has seen.
 */
export interface Moment {
  /** The oldest transaction that had not ended. */
  readonly oldest: string;
  /** Which table it is, on which server, with which columns. Numbers of transactions say nothing of any other. */
  readonly table: string;
}

/** The transactions that have written what was published last: this one, and those that are older than the oldest. */
export interface Writers extends Pick<Moment, 'oldest'> {
  readonly writer: string;
}

/**
 * The moment before anything of what is published is read; undefined where this user may not ask which server this is. Then nothing can
 * be told by numbers of transactions.
 */
export async function momentBefore(transaction: Transaction, model: Model): Promise<Moment | undefined> {
  const [may] = await transaction<{ ask: boolean }[]>`
    SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS ask`;
  if (!may?.ask) {
    return undefined;
  }
  const [row] = await transaction<Moment[]>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest,
           concat_ws(' ', system_identifier, attrelid, string_agg(concat_ws(' ', attnum, attname, atttypid, atttypmod), ', ' ORDER BY attnum)) AS table
    FROM pg_attribute, pg_control_system()
    WHERE attrelid = ${derivationName(model)}::regclass AND attnum > 0 AND NOT attisdropped
    GROUP BY system_identifier, attrelid`;
  if (!row) {
    throw new Error(`${derivationName(model)} has no columns`);
  }
  return row;
}

/**
 * Who has written what the table holds, if it still holds what was published last, and this was made of the same. It reads who has written
 * each row, by several processes where the server has them.
 */
export async function writersOfSame(
  transaction: Transaction,
  model: Model,
  madeOf: string,
  { table }: Moment,
): Promise<Writers | undefined> {
  // Numbers of transactions are compared in 32 bits. An older release notes none.
  const [last] = await transaction<(Writers & { rows: bigint })[]>`
    SELECT rows, writer::text, oldest::text FROM etl.published
    WHERE made_of = ${madeOf} AND of_table = ${table} AND writer IS NOT NULL
      AND pg_snapshot_xmax(pg_current_snapshot())::text::numeric - oldest::text::numeric BETWEEN 0 AND 2147483647`;
  if (!last) {
    return undefined;
  }
  const [found] = await transaction.unsafe<{ rows: bigint; others: bigint }[]>(writersQuery(model), [
    last.writer,
    last.oldest,
  ]);
  return found?.rows === last.rows && found.others === 0n ? last : undefined;
}

/**
 * The query for how many rows the table has, and how many of them were written neither by the transaction $1 nor by one older than $2. By
 * transaction, since numbers of transactions can be compared for being the same only, but by `age`, which takes a call each.
 */
const writersQuery = (model: Model): string => `
  SELECT coalesce(sum(rows), 0)::bigint AS rows,
         coalesce(sum(rows) FILTER (WHERE writer <> $1::xid8::xid AND age(writer) <= age($2::xid8::xid)), 0)::bigint AS others
  FROM (SELECT xmin AS writer, count(*) AS rows FROM ${derivationName(model)} GROUP BY xmin) AS written`;

/** Notes what the table was made of, that this transaction has written it, and how many rows it has, for the next run. */
export async function recordContent(
  transaction: Transaction,
  madeOf: string,
  rows: number,
  { oldest, table }: Moment,
): Promise<void> {
  await transaction`
    INSERT INTO etl.published (made_of, rows, writer, oldest, of_table)
    VALUES (${madeOf}, ${rows}, pg_current_xact_id(), ${oldest}::text::xid8, ${table})
    ON CONFLICT (one_row) DO UPDATE SET
      made_of = excluded.made_of, rows = excluded.rows, sum = NULL, writer = excluded.writer, oldest = excluded.oldest, of_table = excluded.of_table`;
}
