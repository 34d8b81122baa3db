import type { RequestDatabase } from '../clients/request-database.ts';
import {
  type ListedReject,
  listRejects,
  type RejectFilter,
  type RejectPage,
} from '../store/rejects/reject-rows.ts';
import { requireRun } from './run-detail.ts';

/**
 * Rows of a run that were rejected or warned of, by file and line.
 *
 * @throws ServiceError RUN_NOT_FOUND, DatabaseUnavailableError
 */
export async function rejectedRows(
  runId: string,
  filter: RejectFilter,
  page: RejectPage,
  database: RequestDatabase,
): Promise<ListedReject[]> {
  await requireRun(runId, database);
  return await database.ask((sql) => listRejects(sql, runId, filter, page));
}
