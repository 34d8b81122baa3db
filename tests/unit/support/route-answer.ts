import type * as z from 'zod/mini';
import { ServiceError } from '../../../lib/errors.ts';
import { requestOf } from '../../../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../../../lib/http/message.ts';
import { errorReply } from '../../../lib/http/reply/error-reply.ts';
import type { Members, OfTheRequest, Parameters, Route } from '../../../lib/http/route/route.ts';
import { createLogger } from '../../../lib/logger.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';

/** What a route with these dependencies answers, errors that clients are told included. Any other error is thrown. */
export async function answerTo<
  Params extends Parameters,
  Query extends Parameters,
  Body extends Members,
  D extends object,
  S extends z.ZodMiniType,
>(
  route: Route<string, Params, Query, Body, D, S>,
  request: HttpRequest,
  dependencies: NoInfer<D> & Partial<OfTheRequest>,
): Promise<HttpReply> {
  const ofTheRequest = { logger: createLogger({ level: 'silent' }), budget: new Budget(60_000) };
  try {
    return await route.run(requestOf(route, request), { ...ofTheRequest, ...dependencies });
  } catch (error) {
    if (error instanceof ServiceError) {
      return errorReply(error, request.requestId, route.statuses);
    }
    throw error;
  }
}
