import { features } from '../lib/features.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { conditional } from '../lib/http/reply/conditional.ts';
import { featureVersion } from '../lib/http/reply/feature-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { userFeatures } from '../lib/schemas/feature.ts';
import { userPath } from '../lib/schemas/parameters.ts';
import { columnViews, readUserFeatures } from '../lib/views/feature-rows.ts';

/** The derived row of one user. */
export const route = defineRoute({
  path: '/features/{userId}',
  tag: 'Features',
  methods: { GET: { summary: 'The derived row of one user' } },
  params: userPath,
  answer: { description: 'The row', json: userFeatures(features), versioned: true },
  errors: ['USER_NOT_FOUND', 'TABLE_MISSING', ...DATABASE_ERRORS],
  dependencies: { database: readDatabase, model: () => features },
  async run(request, dependencies) {
    const { userId } = request.params;
    return await conditional(request, featureVersion(dependencies), async (version) => {
      const { columns, row } = await readUserFeatures(dependencies, userId);
      const body = {
        message: `User ${userId}`,
        runId: (await version).runId,
        columns: columnViews(columns),
        feature: row,
      };
      return { status: 200, body };
    });
  },
});

export const handler = endpoint(route);
