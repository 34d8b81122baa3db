import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { refuseOtherMethods } from '../lib/http/guards.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { routeOf } from '../lib/http/routes.ts';

/** Every request that no other function serves: an unknown path, or a known one with another method. */
export function notFound(request: HttpRequest): Promise<HttpReply> {
  const route = routeOf(request.path);
  if (route) refuseOtherMethods(request, route.methods);
  // A path that is served comes here only when somebody invokes this function by hand.
  throw new ServiceError(404, 'NOT_FOUND', `There is nothing at ${request.path}`);
}

export const handler = endpoint(notFound, {}, { open: true, methods: 'any', query: 'ignored' });
