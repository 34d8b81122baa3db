import type * as z from 'zod/mini';
import { counted } from '../../../lib/http/message.ts';
import type { Model } from '../../../lib/model/model.ts';
import type { RunDetail, runPage } from '../../../lib/schemas/run.ts';
import type { runCancelled } from '../../../lib/schemas/run-outcome.ts';
import { detailOf, summaryOf } from '../../../lib/views/run-view.ts';
import { RUN_ID } from './moments.ts';
import { rejectedRow } from './rejected-row.ts';
import { failedRecord, partRecords, previousRecord, runRecord, sourceRecords } from './run-record.ts';

/** The answer of /runs, told of records as /runs does it. */
export function runPageExample(model: Model): z.output<typeof runPage> {
  const runs = [runRecord(model), previousRecord(model), failedRecord(model)].map((run) =>
    summaryOf(run, model),
  );
  return { message: counted(runs.length, 'run'), runs, next: null, total: runs.length, location: 'data' };
}

/** The answer of /runs/{runId}, told of records as /runs/{runId} does it. */
export function runDetailExample(model: Model): RunDetail {
  const { input, column, reason, meaning } = rejectedRow(model);
  const kind = { input, column, reason, severity: 'reject', count: 1, meaning, hint: null } as const;
  const known = { values: [], otherValues: 0 };
  const previous = previousRecord(model);
  return detailOf(
    runRecord(model),
    {
      parts: partRecords(model),
      rejects: [{ ...kind, ...known }],
      previous,
      usualMs: 1900,
      sources: sourceRecords(model),
    },
    model,
    { ETL_DATA_DIR: 'data', ETL_LOGS: './run.sh logs {runId}', AIRFLOW_UI_URL: undefined },
  );
}

/** The answer of /runs/{runId}/cancel. */
export const runCancelledExample = (): z.output<typeof runCancelled> => ({
  message: 'Run cancelled',
  runId: RUN_ID,
});
