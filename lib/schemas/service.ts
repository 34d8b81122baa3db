import * as z from 'zod/mini';
import type { Model } from '../model/model.ts';
import { oncePer } from './once-per.ts';
import { component, described, message, whole } from './shapes.ts';

/** The answer to a trigger that started a run. */
export const triggered = component(
  'Triggered',
  z.object({
    message: described(z.literal('ETL process started'), 'Always this text'),
    runId: described(z.string(), 'The new run: look at it under `/runs/{runId}`'),
  }),
  'A run was started',
);

/** The answer of /check/table. */
export const tableCreated = component(
  'TableCreated',
  z.object({ message: described(z.literal('Table created'), 'Always this text') }),
  'The table is there',
);

/** The answer of /check/feature_derivation. */
export const featuresInserted = oncePer(({ table }: Pick<Model, 'table'>) =>
  component(
    'FeaturesInserted',
    z.object({
      message: described(z.literal('Feature Derivation inserted'), 'Always this text'),
      count: described(whole(), `How many rows ${table} has`),
    }),
    'The table has rows',
  ),
);

const readiness = component(
  'Readiness',
  z.object({
    ready: described(z.boolean(), 'Whether it answers correctly, or is not needed'),
    durationMs: described(whole(), 'How long its answer took, in milliseconds'),
    reason: z.optional(
      described(
        z.enum(['timeout', 'unavailable', 'not_configured']),
        'Why it is not ready; `not_configured`: it is not needed, since the settings name none',
      ),
    ),
  }),
  'Whether a service that this one needs is ready',
);

/** The services that this one needs, and whether each is ready. */
export const dependenciesReady = component(
  'Dependencies',
  z.object({
    database: described(readiness, 'PostgreSQL'),
    redis: described(readiness, 'Redis, if the settings name one'),
    airflow: described(readiness, 'Airflow'),
  }),
  'The services that this one needs',
);

/** The answer of /health. */
export const healthy = component(
  'Health',
  z.object({ message: message(), dependencies: dependenciesReady }),
  'All is ready',
);
