import { randomUUID } from 'node:crypto';
import { isRequestId } from '../request-id.ts';

/**
 * The caller's `x-request-id` when it is sane, otherwise a new random one. `requestContext.requestId` is not
 * used: serverless-offline gives the same one to every request.
 *
 * @param headers with names in lower case
 */
export function requestIdOf(headers: Readonly<Record<string, string | undefined>>): string {
  const given = headers['x-request-id'];
  return isRequestId(given) ? given : randomUUID();
}
