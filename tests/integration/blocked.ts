import type { Database, Transaction } from '../../lib/clients/postgres.ts';

/** Whether anybody waits in this database for somebody else: other tests use other databases of the same server at the same time. */
export async function isAnyBlocked(database: Database | Transaction): Promise<boolean> {
  const rows = await database`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`;
  return rows.count > 0;
}
