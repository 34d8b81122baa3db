import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { capitalised } from '../lib/http/message.ts';
import { conditional } from '../lib/http/reply/conditional.ts';
import { featureVersion } from '../lib/http/reply/feature-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { oneFeatureRow } from '../lib/schemas/feature.ts';
import { rowPath } from '../lib/schemas/row-path.ts';
import { columnViews, readOneRow } from '../lib/views/feature-rows.ts';

/** The derived row of one row of the entity. */
export const route = defineRoute({
  path: '/features/{userId}',
  tag: 'Features',
  methods: { GET: { summary: `The derived row of one ${model.entity.one}` } },
  params: rowPath(model),
  answer: { description: 'The row', json: oneFeatureRow(model), versioned: true },
  errors: ['USER_NOT_FOUND', 'TABLE_MISSING', ...DATABASE_ERRORS],
  dependencies: { database: readDatabase, model: () => model },
  async run(request, dependencies) {
    const { userId } = request.params;
    return await conditional(request, featureVersion(dependencies), async (version) => {
      const { columns, row } = await readOneRow(dependencies, userId);
      const body = {
        message: `${capitalised(dependencies.model.entity.one)} ${userId}`,
        runId: (await version).runId,
        columns: columnViews(columns),
        feature: row,
      };
      return { status: 200, body };
    });
  },
});

export const handler = endpoint(route);
