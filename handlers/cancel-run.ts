import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { cancel } from '../lib/pipeline/runs/cancel.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { writeDatabase } from '../lib/providers/databases.ts';
import { settings } from '../lib/providers/provider.ts';
import { runPath } from '../lib/schemas/parameters.ts';
import { runCancelled } from '../lib/schemas/run-outcome.ts';

/** Cancels a run that is queued or running: it publishes nothing, and Airflow stops it. */
export const route = defineRoute({
  path: '/runs/{runId}/cancel',
  tag: 'Runs',
  methods: {
    POST: {
      summary: 'Cancel a run that is queued or running',
      description:
        'The table stays unchanged. The run is then `failed`, with the code `CANCELLED`. A run on record is cancelled even when Airflow does not answer.',
    },
  },
  startsWork: true,
  params: runPath,
  answer: { description: 'The run is cancelled', json: runCancelled },
  errors: ['RUN_NOT_FOUND', 'RUN_ENDED', ...DATABASE_ERRORS, 'AIRFLOW_UNAVAILABLE'],
  dependencies: {
    database: writeDatabase,
    ownDatabase: writeDatabase,
    airflow: requestAirflow,
    config: settings,
  },
  async run({ params: { runId } }, dependencies) {
    await cancel(runId, dependencies);
    return { status: 200, body: { message: 'Run cancelled', runId } };
  },
});

export const handler = endpoint(route);
