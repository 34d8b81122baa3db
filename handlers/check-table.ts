import type { RequestDatabase } from '../lib/clients/request-database.ts';
import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { derivationTableExists } from '../lib/store/publish.ts';

/** GET /check/table: whether the table users_derivation exists. */
export async function checkTable(
  _request: HttpRequest,
  { database }: { database: RequestDatabase },
): Promise<HttpReply> {
  if (await database.ask(derivationTableExists)) return { status: 200, body: { message: 'Table created' } };
  throw new ServiceError(500, 'TABLE_MISSING', 'Table creation failed');
}

export const handler = endpoint(checkTable, { database: readDatabase });
