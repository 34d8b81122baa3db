import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import { type Logger, processLogger } from '../logger.ts';
import { type Providers, provide } from '../providers/provider.ts';
import { refuseOtherMethods, requireApiKey } from './guards.ts';
import type { HttpReply, HttpRequest, HttpResponse } from './message.ts';
import { toResponse } from './message.ts';
import { accessLog, errorResponse, httpRequest } from './middleware.ts';

/** Milliseconds kept back of Lambda's own time-out, which would cost the client our error shape. */
const RESERVE_MS = 500;

/** An endpoint's logic: a pure async function of the request and its dependencies. */
export type EndpointFunction<D> = (request: HttpRequest, dependencies: D) => Promise<HttpReply>;

export type EndpointOptions = {
  /** Methods served; anything else is a 405. Default: GET and HEAD. */
  readonly methods?: readonly string[] | 'any';
  /** True for a route that needs no API key, even when one is set. */
  readonly open?: boolean;
};

/** A Lambda handler for HTTP API events, as AWS and serverless-offline call it. */
export type HttpHandler = (
  event: Partial<APIGatewayProxyEventV2> | undefined,
  context: { getRemainingTimeInMillis(): number },
) => Promise<HttpResponse>;

/**
 * Wraps an endpoint's logic as a Lambda handler for HTTP API events (payload 2.0). It makes the request id,
 * checks method and API key, provides the dependencies (clients are made once per instance), turns errors
 * and time-outs into responses and writes one log line per request. It never throws: with payload 2.0 an
 * uncaught error would become a 200 with a stack trace in it.
 */
export function endpoint<D extends object>(
  run: EndpointFunction<D>,
  providers: Providers<Omit<D, 'logger'>>,
  { methods = ['GET', 'HEAD'], open = false }: EndpointOptions = {},
): HttpHandler {
  const logic = async (request: HttpRequest): Promise<HttpResponse> => {
    if (methods !== 'any') refuseOtherMethods(request, methods);
    const settings = config();
    if (!open) requireApiKey(request, settings.API_KEY);
    const logger = processLogger.with({ requestId: request.requestId });
    const dependencies = { ...provide(providers, settings), logger } as unknown as D & {
      readonly logger: Logger;
    };
    return toResponse(await run(request, dependencies));
  };

  const handler = middy<HttpRequest, HttpResponse>(logic, {
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: () => {
      throw new ServiceError(503, 'TIMEOUT', 'The answer took too long, please try again', {
        retryAfterS: 1,
      });
    },
  })
    .use(httpRequest())
    .use(accessLog())
    .use(errorResponse());

  return handler as unknown as HttpHandler;
}
