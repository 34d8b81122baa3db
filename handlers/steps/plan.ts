import * as z from 'zod/mini';
import { features } from '../../lib/features.ts';
import { type PlanDependencies, plan } from '../../lib/pipeline/plan.ts';
import { airflow } from '../../lib/providers/airflow.ts';
import { ownDatabase } from '../../lib/providers/databases.ts';
import { settings } from '../../lib/providers/provider.ts';
import { queuedAtSchema, runIdSchema, step } from '../../lib/step.ts';

const event = z.object({
  runId: runIdSchema,
  queuedAt: queuedAtSchema,
  conf: z._default(
    z.object({
      asOf: z.optional(z.iso.date('asOf must be a date YYYY-MM-DD')),
      acceptDeletes: z.optional(z.boolean('acceptDeletes must be true or false')),
    }),
    {},
  ),
});

/** The DAG's first step: checks the inputs and cuts them into parts. */
export const handler = step<typeof event, PlanDependencies>('plan', event, plan, {
  database: ownDatabase,
  airflow,
  config: settings,
  features: () => features,
});
