import { model } from '../lib/chosen-model.ts';
import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import type { Model } from '../lib/model/model.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { tableCreated } from '../lib/schemas/service.ts';
import { tableExists } from '../lib/views/derivation-checks.ts';

/** Whether the table of the result exists. */
export const route = defineRoute({
  path: '/check/table',
  tag: 'Pipeline',
  methods: { GET: { summary: 'Is the table there?' } },
  answer: { description: `The table ${model.table} exists`, json: tableCreated },
  errors: ['TABLE_MISSING', ...DATABASE_ERRORS],
  statuses: { TABLE_MISSING: 500 },
  dependencies: { database: readDatabase, model: (): Pick<Model, 'table'> => model },
  async run(_request, dependencies) {
    if (await tableExists(dependencies)) {
      return { status: 200, body: { message: 'Table created' } };
    }
    throw new ServiceError('TABLE_MISSING', 'Table creation failed');
  },
});

export const handler = endpoint(route);
