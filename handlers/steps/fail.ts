import * as z from 'zod/mini';
import { fail } from '../../lib/pipeline/runs/fail.ts';
import { ownDatabase } from '../../lib/providers/databases.ts';
import { settings } from '../../lib/providers/provider.ts';
import { queuedAtSchema, runIdSchema, step } from '../../lib/step.ts';

const event = z.object({
  runId: runIdSchema,
  queuedAt: queuedAtSchema,
  reason: z._default(z.string('reason must be a text'), 'the DAG run failed'),
  error: z.optional(z.object({ step: z.string(), type: z.optional(z.string()), message: z.string() })),
});

/** The DAG's failure callback: closes the run, with the failed task's error if Airflow knows it. */
export const handler = step('fail', event, fail, {
  database: ownDatabase,
  config: settings,
});
