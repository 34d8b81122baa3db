import * as z from 'zod/mini';
import { model } from '../../lib/chosen-model.ts';
import { load } from '../../lib/pipeline/load/load.ts';
import { ownDatabase, progressDatabase } from '../../lib/providers/databases.ts';
import { settings } from '../../lib/providers/provider.ts';
import { runIdSchema, step } from '../../lib/step.ts';

/** What PostgreSQL's integer holds. */
const MOST = 2 ** 31 - 1;

const event = z.object({
  runId: runIdSchema,
  part: z
    .int('part must be a whole number')
    .check(z.gte(0, 'part must be >= 0'), z.lte(MOST, `part must be <= ${MOST}`)),
});

/** The DAG's second step, mapped over the parts: reads one of them. */
export const handler = step('load', event, load, {
  database: ownDatabase,
  progressDatabase,
  config: settings,
  model: () => model,
});
