import { features as declared } from '../lib/features.ts';
import { conditional } from '../lib/http/conditional.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { featureVersion } from '../lib/http/feature-reply.ts';
import { counted, type HttpReply, type HttpRequest } from '../lib/http/message.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import type { Stats } from '../lib/schemas/feature.ts';
import { type FeatureDependencies, readHistograms } from '../lib/views/feature-rows.ts';

/** GET /stats: how the values of each feature are distributed. */
export async function stats(
  request: HttpRequest,
  { database, features }: FeatureDependencies,
): Promise<HttpReply> {
  return await conditional(request, featureVersion(database, features), async (version) => {
    const { users, columns } = await readHistograms(database, features);
    const { runId } = await version;
    const body: Stats = { message: `Features of ${counted(users, 'user')}`, runId, users, columns };
    return { status: 200, body };
  });
}

export const handler = endpoint(stats, { database: readDatabase, features: () => declared });
