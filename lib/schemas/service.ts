import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { described, message, whole } from './shapes.ts';

/** The answer to a trigger that started a run. */
export const triggered = z.object({
  message: z.literal('ETL process started'),
  runId: described(z.string(), 'Look at it under /runs/{runId}', 'etl-29922858'),
});

/** The answer of /check/table. */
export const tableCreated = z.object({ message: z.literal('Table created') });

/** The answer of /check/feature_derivation. */
export const featuresInserted = ({ table }: Pick<Model, 'table'>) =>
  z.object({
    message: z.literal('Feature Derivation inserted'),
    count: described(whole(), `Rows of ${table}`),
  });

const readiness = z.object({
  ready: z.boolean(),
  durationMs: whole(),
  reason: z.optional(z.enum(['timeout', 'unavailable'])),
});

/** The answer of /health. */
export const healthy = z.object({
  message: message(),
  dependencies: z.object({ database: readiness, redis: readiness, airflow: readiness }),
});
