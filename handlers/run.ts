import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { currentRun } from '../lib/pipeline/runs/current-runs.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase, writeDatabase } from '../lib/providers/databases.ts';
import { settings } from '../lib/providers/provider.ts';
import { runPath } from '../lib/schemas/parameters.ts';
import { runDetail } from '../lib/schemas/run.ts';
import { queuedRun, tellRun } from '../lib/views/run-detail.ts';

/** A run, how far it is, and its result. */
export const route = defineRoute({
  path: '/runs/{runId}',
  tag: 'Runs',
  methods: {
    GET: { summary: 'One run: its progress, its result, and what differs from the run before it' },
  },
  params: runPath,
  answer: { description: 'The run', json: runDetail(model) },
  errors: ['RUN_NOT_FOUND', ...DATABASE_ERRORS, 'AIRFLOW_UNAVAILABLE'],
  dependencies: {
    database: readDatabase,
    ownDatabase: writeDatabase,
    airflow: requestAirflow,
    config: settings,
    model: () => model,
  },
  async run({ params: { runId } }, dependencies) {
    const recorded = await currentRun(runId, dependencies);
    return {
      status: 200,
      body: recorded ? await tellRun(recorded, dependencies) : await queuedRun(runId, dependencies),
    };
  },
});

export const handler = endpoint(route);
