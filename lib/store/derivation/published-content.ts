import type { Transaction } from '../../clients/postgres.ts';
import type { Model } from '../../model/model.ts';
import { type AsOfColumns, contentQuery } from './as-of-sql.ts';

/** What the table holds in its lasting columns: how many rows, and what their hashes add up to. */
export interface Content {
  readonly rows: number;
  readonly sum: string;
}

/** Whether two are the same, but for a chance of 1 in 2^64. */
export const isSameContent = (one: Content, other: Content): boolean =>
  one.rows === other.rows && one.sum === other.sum;

/** What the table holds now: it is read from end to end, by several processes where the server has them. */
export async function readContent(
  transaction: Transaction,
  model: Model,
  columns: AsOfColumns,
): Promise<Content> {
  const [row] = await transaction.unsafe<{ rows: bigint; sum: string }[]>(contentQuery(model, columns));
  return { rows: Number(row?.rows ?? 0), sum: row?.sum ?? '' };
}

/** What the table held when it was published last, if it was made of this; undefined if it was made of anything else. */
export async function contentMadeOf(transaction: Transaction, madeOf: string): Promise<Content | undefined> {
  const [row] = await transaction<{ rows: bigint; sum: string }[]>`
    SELECT rows, sum FROM etl.published WHERE made_of = ${madeOf}`;
  return row && { rows: Number(row.rows), sum: row.sum };
}

/** Notes what the table was made of, and what it holds, for the next run. */
export async function recordContent(
  transaction: Transaction,
  madeOf: string,
  { rows, sum }: Content,
): Promise<void> {
  await transaction`
    INSERT INTO etl.published (made_of, rows, sum) VALUES (${madeOf}, ${rows}, ${sum})
    ON CONFLICT (one_row) DO UPDATE SET made_of = excluded.made_of, rows = excluded.rows, sum = excluded.sum`;
}
