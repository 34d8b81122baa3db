import { createHash, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.ts';
import type { HttpRequest } from './message.ts';

/** The path is served, but with other methods. */
export class MethodNotAllowedError extends ServiceError {
  /** The methods, as the header Allow has them. */
  readonly allow: string;

  constructor(method: string, methods: readonly string[]) {
    const allow = methods.join(', ');
    super('METHOD_NOT_ALLOWED', `${method} is not allowed here: use ${allow}`);
    this.allow = allow;
  }
}

/**
 * Refuses a method that the route doesn't serve. serverless-offline runs the GET handler for HEAD, and a
 * HEAD must never start anything.
 *
 * @throws MethodNotAllowedError
 */
export function refuseOtherMethods(
  { method }: Pick<HttpRequest, 'method'>,
  methods: readonly string[],
): void {
  if (!methods.includes(method)) {
    throw new MethodNotAllowedError(method, methods);
  }
}

/**
 * Requires the API key, when one is set, as `x-api-key` or as a Bearer token; whoever sends both has both right. Digests
 * are compared, so that neither length nor content of the key shows in the time it takes.
 *
 * @throws ServiceError API_KEY_REQUIRED
 */
export function requireApiKey(request: HttpRequest, apiKey: string | undefined): void {
  if (apiKey === undefined) {
    return;
  }
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const given = [request.headers['x-api-key'], bearer].filter((key) => key !== undefined);
  if (given.length > 0 && given.every((key) => timingSafeEqual(digest(key), digest(apiKey)))) {
    return;
  }
  throw new ServiceError('API_KEY_REQUIRED', 'A valid API key is required, as x-api-key or Bearer token');
}

/**
 * Refuses what no person asked for: a browser's prefetch, and a link, picture, form or script on another site. Browsers say
 * so in headers that no page can change; programs send none of them.
 *
 * @throws ServiceError UNINTENDED_REQUEST
 */
export function refuseUnintended(request: Pick<HttpRequest, 'headers'>): void {
  const purpose = `${request.headers['sec-purpose'] ?? ''} ${request.headers['purpose'] ?? ''}`;
  const crossSite = request.headers['sec-fetch-site'] === 'cross-site';
  if (!crossSite && !purpose.includes('prefetch')) {
    return;
  }
  throw new ServiceError(
    'UNINTENDED_REQUEST',
    'A prefetch or a page of another site may not start or cancel a run: use POST from your own page or program',
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
