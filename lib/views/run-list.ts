import type { RequestDatabase } from '../clients/request-database.ts';
import { countRuns, listRuns, type RunFilter, type WhichRuns } from '../store/runs/run-history.ts';
import type { Run } from '../store/runs/runs.ts';

/** The runs on record, the newest first. @throws DatabaseUnavailableError */
export async function recordedRuns(filter: RunFilter, database: RequestDatabase): Promise<Run[]> {
  return await database.ask((sql) => listRuns(sql, filter));
}

/** How many runs there are on record with these filters. @throws DatabaseUnavailableError */
export async function recordedTotal(filter: WhichRuns, database: RequestDatabase): Promise<number> {
  return await database.ask((sql) => countRuns(sql, filter));
}
