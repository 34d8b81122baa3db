import type * as z from 'zod/mini';
import type { Model } from '../../../lib/model/model.ts';
import type { featuresInserted, healthy, tableCreated, triggered } from '../../../lib/schemas/service.ts';
import { openMetrics } from '../../../lib/views/open-metrics.ts';
import { RUN_ID } from './moments.ts';
import { runRecord } from './run-record.ts';
import { TABLE_ROWS } from './stats.ts';

/** The answer of a trigger that started a run. */
export const triggeredExample = (): z.output<typeof triggered> => ({
  message: 'ETL process started',
  runId: RUN_ID,
});

/** The answer of /check/table. */
export const tableCreatedExample = (): z.output<typeof tableCreated> => ({ message: 'Table created' });

/** The answer of /check/feature_derivation. */
export const featuresInsertedExample = (): z.output<ReturnType<typeof featuresInserted>> => ({
  message: 'Feature Derivation inserted',
  count: TABLE_ROWS,
});

/** The answer of /health. */
export const healthyExample = (): z.output<typeof healthy> => ({
  message: 'Ready',
  dependencies: {
    database: { ready: true, durationMs: 2 },
    redis: { ready: true, durationMs: 1 },
    airflow: { ready: true, durationMs: 6 },
  },
});

/** The answer of /metrics: gauges after the run of the examples. */
export function metricsExample(model: Model): string {
  const run = runRecord(model);
  const runs = new Map([
    ['succeeded', 2],
    ['failed', 1],
  ] as const);
  return openMetrics({ lastRun: run, lastSuccess: run, runs }, model);
}
