import type { MiddlewareObj } from '@middy/core';
import { ServiceError } from '../errors.ts';
import { processLogger } from '../logger.ts';
import { errorReply } from './error-reply.ts';
import { type HttpRequest, type HttpResponse, toRequest, toResponse } from './message.ts';

type HttpMiddleware = MiddlewareObj<HttpRequest, HttpResponse, Error>;

/** Replaces the event by our HttpRequest, and sends the request id back in every response. */
export function httpRequest(): HttpMiddleware {
  return {
    before: (request) => {
      // Until here the event is API Gateway's; `invoke local` without data passes an empty string.
      request.event = toRequest((request.event || {}) as Parameters<typeof toRequest>[0]);
    },
    after: ({ event, response }) => sendRequestId(event, response),
    onError: ({ event, response }) => sendRequestId(event, response),
  };
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
    if (error instanceof ServiceError)
      processLogger.info('request', { ...fields, code: error.code, cause: error.cause });
    else if (error) processLogger.error('request', { ...fields, error });
    else processLogger.info('request', fields);
  };
  return {
    before: ({ event }) => void startedAt.set(event, now()),
    after: ({ event, response }) => line(event, response),
    onError: ({ event, response, error }) => line(event, response, error),
  };
}

/** Turns whatever was thrown into a response. It stands innermost, so that the others see that response. */
export function errorResponse(): HttpMiddleware {
  return {
    onError: (request) => {
      request.response = toResponse(errorReply(request.error, request.event.requestId));
    },
  };
}

function sendRequestId(request: HttpRequest, response: HttpResponse | null | undefined): void {
  if (response) response.headers['x-request-id'] = request.requestId;
}
