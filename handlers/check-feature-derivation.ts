import { model } from '../lib/chosen-model.ts';
import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import type { Model } from '../lib/model/model.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { featuresInserted } from '../lib/schemas/service.ts';
import { countDerivedRows } from '../lib/views/derivation-checks.ts';

/** Whether the table of the result holds rows, and how many. */
export const route = defineRoute({
  path: '/check/feature_derivation',
  tag: 'Pipeline',
  methods: { GET: { summary: 'Is the table filled?' } },
  answer: { description: `${model.table} has rows`, json: featuresInserted(model) },
  errors: ['TABLE_EMPTY', 'TABLE_MISSING', ...DATABASE_ERRORS],
  statuses: { TABLE_MISSING: 500 },
  dependencies: { database: readDatabase, model: (): Pick<Model, 'table'> => model },
  async run(_request, dependencies) {
    const count = await countDerivedRows(dependencies);
    if (count) {
      return { status: 200, body: { message: 'Feature Derivation inserted', count } };
    }
    const code = count === 0 ? 'TABLE_EMPTY' : 'TABLE_MISSING';
    throw new ServiceError(code, 'Feature Derivation insert failed');
  },
});

export const handler = endpoint(route);
