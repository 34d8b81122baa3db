import type { RequestDatabase } from '../clients/request-database.ts';
import { listRuns, type RunFilter } from '../store/runs/run-history.ts';
import type { Run } from '../store/runs/runs.ts';

/** The runs on record, the newest first. @throws DatabaseUnavailableError */
export async function recordedRuns(filter: RunFilter, database: RequestDatabase): Promise<Run[]> {
  return await database.ask((sql) => listRuns(sql, filter));
}
