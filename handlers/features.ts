import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { countedOf } from '../lib/http/message.ts';
import { conditional } from '../lib/http/reply/conditional.ts';
import { inForm, listFormOf } from '../lib/http/reply/csv-reply.ts';
import { featuresCsv, featureVersion } from '../lib/http/reply/feature-reply.ts';
import { featureOrder, positionAfter } from '../lib/http/route/feature-order.ts';
import { featureRange } from '../lib/http/route/feature-range.ts';
import { cutPage, linkTo, nextPage } from '../lib/http/route/pages.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { featurePage } from '../lib/schemas/feature.ts';
import { featuresQuery } from '../lib/schemas/parameters.ts';
import { columnViews, readFeaturePage, tableOf, totalOf } from '../lib/views/feature-rows.ts';

/** Rows of the table of the result, sorted, searched and filtered, as JSON or CSV. */
export const route = defineRoute({
  path: '/features',
  tag: 'Features',
  methods: { GET: { summary: 'Derived rows: sorted, searched, filtered by the values of a column' } },
  query: featuresQuery(model),
  answer: { description: 'A page of rows', json: featurePage(model), csv: true, versioned: true },
  errors: ['TABLE_MISSING', ...DATABASE_ERRORS],
  dependencies: { database: readDatabase, model: () => model },
  async run(request, dependencies) {
    const { path, query } = request;
    const table = tableOf(dependencies.model);
    const order = featureOrder(request, table);
    const range = featureRange(query, table);
    const form = listFormOf(request, query);
    const { search, limit } = query;
    return await conditional(request, featureVersion(dependencies, form), async (version) => {
      const wanted = { search, range, limit: limit + 1 };
      const { columns, rows } = await readFeaturePage(dependencies, order, wanted);
      const { page, last } = cutPage(rows, limit);
      const next = last ? nextPage(path, query, positionAfter(last, table, order)) : null;
      if (form !== 'json') {
        return inForm(form, featuresCsv(dependencies.model, columns, page, next));
      }
      const body = {
        message: countedOf(page.length, dependencies.model.entity),
        runId: (await version).runId,
        columns: columnViews(columns),
        features: [...page],
        total: await totalOf(dependencies, wanted, (await version).rows),
        next,
      };
      return { status: 200, body, headers: linkTo(next) };
    });
  },
});

export const handler = endpoint(route);
