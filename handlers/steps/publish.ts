import * as z from 'zod/mini';
import { model } from '../../lib/chosen-model.ts';
import { publish } from '../../lib/pipeline/publish/publish.ts';
import { ownDatabase, progressDatabase } from '../../lib/providers/databases.ts';
import { settings } from '../../lib/providers/provider.ts';
import { queuedAtSchema, runIdSchema, step } from '../../lib/step.ts';

const event = z.object({ runId: runIdSchema, queuedAt: queuedAtSchema });

/** The DAG's last step: replaces what the table of the result holds. */
export const handler = step('publish', event, publish, {
  database: ownDatabase,
  progressDatabase,
  config: settings,
  model: () => model,
});
