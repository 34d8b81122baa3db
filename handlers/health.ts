import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { checkDependencies } from '../lib/pipeline/health.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { redis } from '../lib/providers/redis.ts';
import { healthy } from '../lib/schemas/service.ts';

/** 200 while this process answers at all and its dependencies are ready, otherwise 503. */
export const route = defineRoute({
  path: '/health',
  tag: 'Service',
  methods: { GET: { summary: 'Does the service answer, and are its dependencies ready?' } },
  answer: { description: 'Everything is ready', json: healthy },
  errors: ['NOT_READY'],
  open: true,
  // So that whoever watches over this service has its answer in 2 s.
  budgetMs: 1_500,
  dependencies: { database: readDatabase, redis, airflow: requestAirflow },
  async run(_request, dependencies) {
    const checks = await checkDependencies(dependencies);
    const ready = Object.values(checks).every(({ ready }) => ready);
    if (ready) {
      return { status: 200, body: { message: 'Ready', dependencies: checks } };
    }
    throw new ServiceError('NOT_READY', 'Not ready', { details: { dependencies: checks } });
  },
});

export const handler = endpoint(route);
