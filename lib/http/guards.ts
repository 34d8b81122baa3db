import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import type { HttpRequest } from './message.ts';

/**
 * Refuses a method that the endpoint doesn't serve. serverless-offline runs the GET handler for HEAD, and a
 * HEAD must never start anything, so an endpoint has to allow HEAD by name.
 *
 * @throws ServiceError 405 with the header Allow
 */
export function refuseOtherMethods(request: HttpRequest, methods: readonly string[]): void {
  if (methods.includes(request.method)) return;
  const allow = methods.join(', ');
  throw new ServiceError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not allowed here, use ${allow}`, {
    headers: { allow },
  });
}

/**
 * Requires the API key, when one is set, as `x-api-key` or as a Bearer token; whoever sends both has both right. Digests are compared, so that
 * neither length nor content of the key shows in the time it takes.
 *
 * @throws ServiceError 401
 */
export function requireApiKey(request: HttpRequest, apiKey: string | undefined): void {
  if (apiKey === undefined) return;
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const given = [request.headers['x-api-key'], bearer].filter((key) => key !== undefined);
  if (given.length > 0 && given.every((key) => timingSafeEqual(digest(key), digest(apiKey)))) return;
  throw new ServiceError(
    401,
    'API_KEY_REQUIRED',
    'A valid API key is required, as x-api-key or Bearer token',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );
}

/**
 * Refuses a GET that no person asked for: a browser's prefetch, or a link or picture on another site. A GET
 * that starts work has to tell them apart.
 *
 * @throws ServiceError 403
 */
export function refuseUnintended(request: HttpRequest): void {
  if (request.method !== 'GET') return;
  const purpose = `${request.headers['sec-purpose'] ?? ''} ${request.headers['purpose'] ?? ''}`;
  const crossSite = request.headers['sec-fetch-site'] === 'cross-site';
  if (!crossSite && !purpose.includes('prefetch')) return;
  throw new ServiceError(
    403,
    'UNINTENDED_REQUEST',
    'A prefetch or another site must not start a run, use POST',
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
