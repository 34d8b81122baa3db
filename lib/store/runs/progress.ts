import type { Database, Transaction } from '../../clients/postgres.ts';

/** How far the loading of a part is: bytes and records read, rows rejected. */
export interface PartProgress {
  readonly bytes: number;
  readonly read: number;
  readonly rejected: number;
}

/**
 * Says how far a part is.
 *
 * @param database not in the transaction that loads the part: nobody else sees into that until it ends
 */
export async function recordProgress(
  database: Database | Transaction,
  { runId, part, startedAt }: { readonly runId: string; readonly part: number; readonly startedAt: Date },
  { bytes, read, rejected }: PartProgress,
): Promise<void> {
  await database`
    INSERT INTO etl.part_progress AS progress (run_id, part, started_at, bytes, read, rejected)
    VALUES (${runId}, ${part}, ${startedAt}, ${bytes}, ${read}, ${rejected})
    ON CONFLICT (run_id, part) DO UPDATE SET
      started_at = excluded.started_at, updated_at = clock_timestamp(),
      bytes = excluded.bytes, read = excluded.read, rejected = excluded.rejected`;
}
