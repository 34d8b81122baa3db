import type { Database } from '../../lib/clients/postgres.ts';
import type { Model } from '../../lib/model/model.ts';
import {
  derivationTableExists,
  derivedRows,
  publishedRun,
} from '../../lib/store/derivation/queries/feature-rows.ts';
import { countListedRejects, listRejects } from '../../lib/store/rejects/reject-rows.ts';
import { countRuns, listRuns } from '../../lib/store/runs/run-history.ts';
import { readRunMetrics } from '../../lib/store/runs/run-metrics.ts';
import { surroundingsOf } from '../../lib/store/runs/run-surroundings.ts';
import { findRun } from '../../lib/store/runs/runs.ts';

/** Rows of a page, where a client names no limit. */
const PAGE = 50;

/** What the routes ask the database that are not about single features, each without its route around it. */
export function queriesOf(database: Database, model: Model, runId: string) {
  return {
    stats: () => publishedRun(database),
    runs: () => Promise.all([listRuns(database, { limit: PAGE + 1 }), countRuns(database, {})]),
    run: async () => {
      const run = await findRun(database, runId);
      await (run && surroundingsOf(database, run));
    },
    rejects: async () => {
      await findRun(database, runId);
      await listRejects(database, runId, {}, { limit: PAGE + 1 });
      await countListedRejects(database, runId, {});
    },
    metrics: () => readRunMetrics(database),
    tableExists: () => derivationTableExists(database, model),
    rows: () => derivedRows(database, model),
  };
}
