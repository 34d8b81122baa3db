import { ServiceError } from '../lib/errors.ts';
import { refuseOtherMethods } from '../lib/http/guards.ts';
import { httpHandler } from '../lib/http/http-handler.ts';
import type { HttpRequest } from '../lib/http/message.ts';
import { type MethodsOfRoutes, routeOf } from '../lib/http/route/route-path.ts';

/** The methods of every route: the build collects them from the declarations, so that none of those is part of this bundle. */
declare const METHODS_OF_ROUTES: MethodsOfRoutes;

/**
 * Every request that no other function serves: an unknown path, or a known one with another method.
 *
 * @throws ServiceError NOT_FOUND, METHOD_NOT_ALLOWED
 */
export function notFound(request: Pick<HttpRequest, 'method' | 'path'>, routes: MethodsOfRoutes): never {
  const methods = routes[routeOf(request.path, routes) ?? ''];
  if (methods) {
    refuseOtherMethods(request, methods);
  }
  // A path that is served comes here only when somebody invokes this function by hand.
  throw new ServiceError('NOT_FOUND', `There is nothing at ${request.path}`);
}

export const handler = httpHandler((request) => notFound(request, METHODS_OF_ROUTES));
