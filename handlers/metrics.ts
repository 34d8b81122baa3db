import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import type { Model } from '../lib/model/model.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { OPEN_METRICS_TYPE, readMetrics } from '../lib/views/open-metrics.ts';

/** The state of the pipeline, for Prometheus. */
export const route = defineRoute({
  path: '/metrics',
  tag: 'Service',
  methods: { GET: { summary: 'Gauges for Prometheus' } },
  answer: { description: 'OpenMetrics 1.0', type: OPEN_METRICS_TYPE },
  errors: DATABASE_ERRORS,
  dependencies: { database: readDatabase, model: (): Pick<Model, 'table'> => model },
  async run(_request, dependencies) {
    return { status: 200, content: { type: OPEN_METRICS_TYPE, data: await readMetrics(dependencies) } };
  },
});

export const handler = endpoint(route);
