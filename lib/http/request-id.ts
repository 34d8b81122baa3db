import { randomUUID } from 'node:crypto';

// What hono's request-id middleware accepts: short, and nothing that could forge a header or a log line.
const SANE = /^[A-Za-z0-9_\-=]{1,255}$/;

/**
 * The caller's `x-request-id` when it is sane, otherwise a new random one. `requestContext.requestId` is not
 * used: serverless-offline gives the same one to every request.
 *
 * @param headers with names in lower case
 */
export function requestIdOf(headers: Readonly<Record<string, string | undefined>>): string {
  const given = headers['x-request-id'];
  return given !== undefined && SANE.test(given) ? given : randomUUID();
}
