import { features as declared } from '../lib/features.ts';
import { conditional } from '../lib/http/conditional.ts';
import { wantsCsv } from '../lib/http/csv-reply.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { featureOrder, positionBehind } from '../lib/http/feature-order.ts';
import { featuresCsv, featureVersion } from '../lib/http/feature-reply.ts';
import { counted, type HttpReply, type HttpRequest } from '../lib/http/message.ts';
import { cutPage, linkTo, nextPage } from '../lib/http/pages.ts';
import { parametersOf } from '../lib/http/parameters.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import type { FeaturePage } from '../lib/schemas/feature.ts';
import { featuresQuery } from '../lib/schemas/parameters.ts';
import { featurePageStatement } from '../lib/store/feature-sql.ts';
import { columnViews, type FeatureDependencies, readFeatures, rowView } from '../lib/views/feature-rows.ts';

/** GET /features: rows of users_derivation, sorted and searched, as JSON or CSV. */
export async function features(
  request: HttpRequest,
  { database, features: known }: FeatureDependencies,
): Promise<HttpReply> {
  const query = parametersOf(featuresQuery, request.query);
  const order = featureOrder(query, known);
  const asCsv = wantsCsv(request, query.format);
  const { search, limit } = query;
  return await conditional(request, featureVersion(database, known, asCsv), async (version) => {
    const { columns, rows } = await readFeatures(database, known, (existing) =>
      featurePageStatement(existing, order, { search, limit: limit + 1 }),
    );
    const { page, last } = cutPage(rows, limit);
    const next = last ? nextPage('/features', query, positionBehind(last, order)) : null;
    if (asCsv) return featuresCsv(columns, page, next);
    const body: FeaturePage = {
      message: counted(page.length, 'user'),
      runId: (await version).runId,
      columns: columnViews(columns),
      features: page.map(rowView),
      next,
    };
    return { status: 200, body, headers: linkTo(next) };
  });
}

export const handler = endpoint(
  features,
  { database: readDatabase, features: () => declared },
  { query: 'read' },
);
