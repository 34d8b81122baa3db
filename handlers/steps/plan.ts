import * as z from 'zod/mini';
import { model } from '../../lib/chosen-model.ts';
import { plan } from '../../lib/pipeline/plan/plan.ts';
import { airflow } from '../../lib/providers/airflow.ts';
import { ownDatabase } from '../../lib/providers/databases.ts';
import { settings } from '../../lib/providers/provider.ts';
import { queuedAtSchema, runIdSchema, step } from '../../lib/step.ts';

const event = z.object({
  runId: runIdSchema,
  queuedAt: queuedAtSchema,
  // Read by plan itself, so that a run with an unusable conf is recorded with the reason.
  conf: z._default(z.unknown(), {}),
});

/** The DAG's first step: checks the inputs and cuts them into parts. */
export const handler = step('plan', event, plan, {
  database: ownDatabase,
  airflow,
  config: settings,
  model: () => model,
});
