import type { RequestDatabase } from '../clients/request-database.ts';
import { countRuns, listRuns, type RunFilter } from '../store/runs/run-history.ts';
import type { Run } from '../store/runs/runs.ts';

/** The runs on record, the newest first. @throws DatabaseUnavailableError */
export async function recordedRuns(filter: RunFilter, database: RequestDatabase): Promise<Run[]> {
  return await database.ask((sql) => listRuns(sql, filter));
}

/** How many runs there are on record, all or of one state. @throws DatabaseUnavailableError */
export async function recordedTotal(
  { state }: Pick<RunFilter, 'state'>,
  database: RequestDatabase,
): Promise<number> {
  return await database.ask((sql) => countRuns(sql, state));
}
