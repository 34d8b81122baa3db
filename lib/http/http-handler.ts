import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ServiceError } from '../errors.ts';
import {
  type HttpEvent,
  type HttpReply,
  type HttpRequest,
  type HttpResponse,
  toRequest,
  toResponse,
} from './message.ts';
import { accessLog, errorResponse, requestIdHeader } from './middleware.ts';
import type { OwnStatuses } from './reply/statuses.ts';

/**
 * Milliseconds before Lambda's time-out, which would cost the client our error shape. A last resort: what keeps to the
 * budget has answered before.
 */
const LAST_RESORT_MS = 200;

/** A Lambda handler for HTTP API events, as AWS and serverless-offline call it. */
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpResponse>;

/**
 * Wraps what answers a request as a Lambda handler for HTTP API events (payload 2.0). It makes the request id, turns errors
 * and time-outs into responses and writes one log line per request. It never throws: with payload 2.0 an uncaught error
 * would become a 200 with a stack trace in it.
 *
 * @param statuses the route's own, where they are not the usual ones
 */
export function httpHandler(
  answer: (request: HttpRequest, context: Context) => Promise<HttpReply>,
  statuses: OwnStatuses = {},
): HttpHandler {
  const logic = async (request: HttpRequest, context: Context) => toResponse(await answer(request, context));
  const stack = middy<HttpRequest, HttpResponse>(logic, {
    timeoutEarlyInMillis: LAST_RESORT_MS,
    timeoutEarlyResponse: () => {
      throw tooLate();
    },
  })
    .use(requestIdHeader())
    .use(accessLog())
    .use(errorResponse(statuses));
  // `invoke local` without data passes an empty text, the Invoke API may pass null.
  return (event, context) => stack(toRequest(event || {}), context);
}

/** The error of an answer that took too long. */
export function tooLate(): ServiceError {
  return new ServiceError('TIMEOUT', 'The answer took too long, please try again');
}
