import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { config } from '../config.ts';
import { processLogger } from '../logger.ts';
import { provide } from '../providers/provider.ts';
import { Budget } from '../time-limits/budget.ts';
import { refuseOtherMethods, refuseUnintended, requireApiKey } from './guards.ts';
import { type HttpHandler, httpHandler, tooLate } from './http-handler.ts';
import type { HttpReply, HttpRequest } from './message.ts';
import { bodyOf, refuseMisplaced } from './reply/json-body.ts';
import { parametersOf, refuseRepeated } from './route/parameters.ts';
import { type Members, methodsOf, type Parameters, type Route, type RouteRequest } from './route/route.ts';
import { pathWith } from './route/route-path.ts';
import { explainedBySchema } from './schema-mismatch.ts';

/**
 * Milliseconds that a request may wait for its dependencies, all together. With what it takes to get here and back, a
 * client has its answer in 5 s (docs/api.md).
 */
const BUDGET_MS = 4_500;

/**
 * Milliseconds between the end of a budget and Lambda's own time-out. So a call that came late, because it had to wait for
 * an instance of the local server, has that much less of a budget.
 */
const RESERVE_MS = 500;

/**
 * The Lambda handler of a route. It refuses what the declaration does not have: other methods, a missing API key, parameters
 * and a body that can't be used. It provides the dependencies (clients are made once per instance), each of which keeps to
 * the request's budget.
 */
export function endpoint<
  Path extends string,
  Params extends Parameters,
  Query extends Parameters,
  Body extends Members,
  D extends object,
  S extends z.ZodMiniType,
>(route: Route<Path, Params, Query, Body, D, S>): HttpHandler {
  const { open = false, startsWork = false, budgetMs = BUDGET_MS, dependencies, statuses } = route;
  const methods = methodsOf(route);

  const answer = async (request: HttpRequest, context: Context): Promise<HttpReply> => {
    const budget = new Budget(Math.min(budgetMs, context.getRemainingTimeInMillis() - RESERVE_MS));
    refuseOtherMethods(request, methods);
    const settings = config();
    if (!open) {
      requireApiKey(request, settings.API_KEY);
    }
    refuseRepeated(request.queryNames);
    if (startsWork) {
      refuseUnintended(request);
    }
    const asked = requestOf(route, request);
    const logger = processLogger.with({ requestId: request.requestId });
    if (budget.remainingMs === 0) {
      throw tooLate();
    }
    const provided = { ...provide(dependencies, settings, budget), logger, budget };
    try {
      return await route.run(asked, provided);
    } catch (error) {
      throw await explainedBySchema(error, provided);
    }
  };
  return httpHandler(answer, statuses);
}

/**
 * The request as the route's declaration has it.
 *
 * @throws ServiceError INVALID_PARAMETER, INVALID_BODY
 */
export function requestOf<Params extends Parameters, Query extends Parameters, Body extends Members>(
  {
    path,
    params,
    query,
    body,
  }: Pick<Route<string, Params, Query, Body, object, z.ZodMiniType>, 'path' | 'params' | 'query' | 'body'>,
  request: HttpRequest,
): RouteRequest<Params, Query, Body> {
  refuseMisplaced(body, request);
  return {
    ...request,
    // Its own path, for its next page: a client may have written it in another way.
    path: pathWith(path, request.params),
    params: parametersOf(params, params ? request.params : {}),
    query: parametersOf(query, request.query),
    body: bodyOf(body, request),
  };
}
