import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { countedOf } from '../lib/http/message.ts';
import { conditional } from '../lib/http/reply/conditional.ts';
import { featureVersion } from '../lib/http/reply/feature-reply.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { once, type Provider } from '../lib/providers/provider.ts';
import { statsBody } from '../lib/schemas/feature.ts';
import { keptDistributions, readDistributions } from '../lib/views/feature-rows.ts';

const kept: Provider<ReturnType<typeof keptDistributions>> = once(keptDistributions);

/** How the values of each feature are distributed. */
export const route = defineRoute({
  path: '/stats',
  tag: 'Features',
  methods: { GET: { summary: 'How the values of each feature are distributed' } },
  answer: { description: 'Histograms, and the most frequent values', json: statsBody, versioned: true },
  errors: ['TABLE_MISSING', ...DATABASE_ERRORS],
  dependencies: {
    database: readDatabase,
    model: () => model,
    kept,
  },
  async run(request, dependencies) {
    return await conditional(request, featureVersion(dependencies, 'distributions'), async (version) => {
      const { runId, tag } = await version;
      const read = () => readDistributions(dependencies);
      // What no run has published has no version.
      const { rows, columns, frequencies } = await (runId === null
        ? read()
        : dependencies.kept.of(tag, read));
      return {
        status: 200,
        body: {
          message: `Features of ${countedOf(rows, dependencies.model.entity)}`,
          runId,
          users: rows,
          columns,
          frequencies,
        },
      };
    });
  },
});

export const handler = endpoint(route);
