import type { MiddlewareObj } from '@middy/core';
import { ServiceError } from '../errors.ts';
import { processLogger } from '../logger.ts';
import { type HttpRequest, type HttpResponse, toResponse } from './message.ts';
import { errorReply } from './reply/error-reply.ts';
import type { OwnStatuses } from './reply/statuses.ts';

type HttpMiddleware = MiddlewareObj<HttpRequest, HttpResponse, Error>;

/** Sends the request id back in every response. */
export function requestIdHeader(): HttpMiddleware {
  const send: HttpMiddleware['after'] = ({ event, response }) => {
    if (response) {
      response.headers['x-request-id'] = event.requestId;
    }
  };
  return { after: send, onError: send };
}

/** Writes one line per request: method, path, status, milliseconds, and the error if there was one. */
export function accessLog(now: () => number = () => performance.now()): HttpMiddleware {
  const startedAt = new WeakMap<HttpRequest, number>();
  const line = (request: HttpRequest, response: HttpResponse | null | undefined, error?: Error | null) => {
    const { requestId, method, path } = request;
    const status = response?.statusCode ?? 500;
    const durationMs = Math.round((now() - (startedAt.get(request) ?? now())) * 10) / 10;
    const fields = { requestId, method, path, status, durationMs };
    // An exposed error is an answer; only what a client may not see is worth its stack here.
    if (error instanceof ServiceError) {
      processLogger.info('request', { ...fields, code: error.code, cause: error.cause });
    } else if (error) {
      processLogger.error('request', { ...fields, error });
    } else {
      processLogger.info('request', fields);
    }
  };
  return {
    before: ({ event }) => void startedAt.set(event, now()),
    after: ({ event, response }) => line(event, response),
    onError: ({ event, response, error }) => line(event, response, error),
  };
}

/**
 * Turns whatever was thrown into a response. It stands innermost, so that the others see that response.
 *
 * @param statuses the route's own, where they are not the usual ones
 */
export function errorResponse(statuses: OwnStatuses = {}): HttpMiddleware {
  return {
    onError: (request) => {
      request.response = toResponse(errorReply(request.error, request.event.requestId, statuses));
    },
  };
}
