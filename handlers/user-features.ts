import { ServiceError } from '../lib/errors.ts';
import { features as declared } from '../lib/features.ts';
import { conditional } from '../lib/http/conditional.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { featureVersion } from '../lib/http/feature-reply.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { parametersOf } from '../lib/http/parameters.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import type { UserFeatures } from '../lib/schemas/feature.ts';
import { userPath } from '../lib/schemas/parameters.ts';
import { userFeaturesStatement } from '../lib/store/feature-sql.ts';
import { columnViews, type FeatureDependencies, readFeatures, rowView } from '../lib/views/feature-rows.ts';

/** GET /features/{userId}: the derived row of one user. */
export async function userFeatures(
  request: HttpRequest,
  { database, features }: FeatureDependencies,
): Promise<HttpReply> {
  const { userId } = parametersOf(userPath, request.params);
  return await conditional(request, featureVersion(database, features), async (version) => {
    const { columns, rows } = await readFeatures(database, features, (existing) =>
      userFeaturesStatement(existing, userId),
    );
    const [row] = rows;
    if (!row) throw new ServiceError(404, 'USER_NOT_FOUND', `There is no user ${userId}`);
    const body: UserFeatures = {
      message: `User ${userId}`,
      runId: (await version).runId,
      columns: columnViews(columns),
      feature: rowView(row),
    };
    return { status: 200, body };
  });
}

export const handler = endpoint(userFeatures, { database: readDatabase, features: () => declared });
