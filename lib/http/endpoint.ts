import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Budget } from '../budget.ts';
import { config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import { type Logger, processLogger } from '../logger.ts';
import { type Providers, provide } from '../providers/provider.ts';
import { noQuery } from '../schemas/parameters.ts';
import { refuseOtherMethods, requireApiKey } from './guards.ts';
import type { HttpReply, HttpRequest, HttpResponse } from './message.ts';
import { toResponse } from './message.ts';
import { accessLog, errorResponse, httpRequest } from './middleware.ts';
import { parametersOf, refuseRepeated } from './parameters.ts';
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
 * Milliseconds before Lambda's time-out, which would cost the client our error shape. A last resort: what keeps to the
 * budget has answered before.
 */
const LAST_RESORT_MS = 200;

/** An endpoint's logic: a pure async function of the request and its dependencies. */
export type EndpointFunction<D> = (request: HttpRequest, dependencies: D) => Promise<HttpReply>;

export type EndpointOptions = {
  /** Methods served; anything else is a 405. Default: GET and HEAD. */
  readonly methods?: readonly string[] | 'any';
  /** True for a route that needs no API key, even when one is set. */
  readonly open?: boolean;
  /** What becomes of a query: refused, or left to the logic, or of no concern. Default: `refused`. */
  readonly query?: 'refused' | 'read' | 'ignored';
  /** Milliseconds that a request may wait for its dependencies, all together; default 4500. */
  readonly budgetMs?: number;
};

/** What every endpoint gets beside its dependencies. */
type OfTheRequest = { readonly logger: Logger; readonly budget: Budget };

type LambdaContext = { getRemainingTimeInMillis(): number };

/** A Lambda handler for HTTP API events, as AWS and serverless-offline call it. */
export type HttpHandler = (
  event: Partial<APIGatewayProxyEventV2> | undefined,
  context: LambdaContext,
) => Promise<HttpResponse>;

/**
 * Wraps an endpoint's logic as a Lambda handler for HTTP API events (payload 2.0). It makes the request id,
 * checks method, API key and, unless the logic does, the query, provides the dependencies (clients are made once per instance), each of which keeps to the
 * request's budget, turns errors and time-outs into responses and writes one log line per request. It never throws: with payload 2.0 an
 * uncaught error would become a 200 with a stack trace in it.
 */
export function endpoint<D extends object>(
  run: EndpointFunction<D>,
  providers: Providers<Omit<D, keyof OfTheRequest>, [Budget]>,
  { methods = ['GET', 'HEAD'], open = false, query = 'refused', budgetMs = BUDGET_MS }: EndpointOptions = {},
): HttpHandler {
  const logic = async (request: HttpRequest, context: LambdaContext): Promise<HttpResponse> => {
    const budget = new Budget(Math.min(budgetMs, context.getRemainingTimeInMillis() - RESERVE_MS));
    if (methods !== 'any') refuseOtherMethods(request, methods);
    const settings = config();
    if (!open) requireApiKey(request, settings.API_KEY);
    if (query !== 'ignored') refuseRepeated(request.queryNames);
    if (query === 'refused') parametersOf(noQuery, request.query);
    const logger = processLogger.with({ requestId: request.requestId });
    if (budget.remainingMs === 0) throw tooLate();
    const provided = provide(providers, settings, budget);
    const dependencies = { ...provided, logger, budget } as unknown as D & OfTheRequest;
    try {
      return toResponse(await run(request, dependencies));
    } catch (error) {
      throw await explainedBySchema(error, dependencies);
    }
  };

  const handler = middy<HttpRequest, HttpResponse>(logic, {
    timeoutEarlyInMillis: LAST_RESORT_MS,
    timeoutEarlyResponse: () => {
      throw tooLate();
    },
  })
    .use(httpRequest())
    .use(accessLog())
    .use(errorResponse());

  return handler as unknown as HttpHandler;
}

function tooLate(): ServiceError {
  return new ServiceError(503, 'TIMEOUT', 'The answer took too long, please try again', { retryAfterS: 1 });
}
