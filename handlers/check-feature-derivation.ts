import type { RequestDatabase } from '../lib/clients/request-database.ts';
import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { derivedRows } from '../lib/store/publish.ts';

/** GET /check/feature_derivation: whether users_derivation holds rows, and how many. */
export async function checkFeatureDerivation(
  _request: HttpRequest,
  { database }: { database: RequestDatabase },
): Promise<HttpReply> {
  const count = await database.ask(derivedRows);
  if (count) return { status: 200, body: { message: 'Feature Derivation inserted', count } };
  const code = count === 0 ? 'TABLE_EMPTY' : 'TABLE_MISSING';
  throw new ServiceError(500, code, 'Feature Derivation insert failed');
}

export const handler = endpoint(checkFeatureDerivation, { database: readDatabase });
