import { endpoint } from '../lib/http/endpoint.ts';
import { invalidBody } from '../lib/http/reply/json-body.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { futureDateProblem } from '../lib/pipeline/trigger/as-of.ts';
import { runConfMembers } from '../lib/pipeline/trigger/run-conf.ts';
import { trigger } from '../lib/pipeline/trigger/trigger.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { clock, settings } from '../lib/providers/provider.ts';
import { redis } from '../lib/providers/redis.ts';
import { REQUEST_ID_MEMBER } from '../lib/request-id.ts';
import { triggered } from '../lib/schemas/service.ts';

/** Starts a run of the DAG, unless one is under way or was started just now. */
export const route = defineRoute({
  path: '/trigger-etl',
  tag: 'Pipeline',
  methods: {
    GET: {
      summary: 'Start a run',
      description: 'Prefer POST, which does the same: tools may prefetch a GET.',
    },
    POST: {
      summary: 'Start a run, with a date, or with permission to delete many rows',
      description:
        'A date more than a day ahead of today (UTC) is refused unless `acceptFutureDate` is true: it is usually a typing error.',
    },
  },
  startsWork: true,
  body: { members: runConfMembers, example: '{"asOf":"2024-01-31"}' },
  answer: { description: 'A run was started', json: triggered },
  errors: [
    'TOO_FREQUENT',
    'DAG_LOADING',
    'DAG_PAUSED',
    'DAG_IMPORT_ERROR',
    'AIRFLOW_UNAVAILABLE',
    'TRIGGER_UNCERTAIN',
  ],
  dependencies: { airflow: requestAirflow, redis, config: settings, now: clock },
  async run({ body: conf, requestId }, dependencies) {
    const problem = futureDateProblem(conf.asOf, conf, dependencies.now());
    if (problem) {
      throw invalidBody(problem);
    }
    const runId = await trigger({ ...conf, [REQUEST_ID_MEMBER]: requestId }, dependencies);
    return { status: 200, body: { message: 'ETL process started', runId } };
  },
});

export const handler = endpoint(route);
