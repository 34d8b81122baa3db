import { InstanceEndedError, ServerStoppingError, TimedOutError, TooManyCallsError } from './errors.ts';

/** A response as a handler for HTTP API events (payload 2.0) gives it. */
export interface HttpFailure {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What passes: it is worth trying again. */
const PASSING = [
  {
    type: TooManyCallsError,
    code: 'TOO_MANY_REQUESTS',
    message: 'Too many requests at once, please try again later',
  },
  { type: TimedOutError, code: 'TIMEOUT', message: 'The answer took too long, please try again' },
  { type: ServerStoppingError, code: 'STOPPING', message: 'The server is stopping, please try again later' },
] as const;

/** Whether an event came over HTTP. */
export function isHttpEvent(event: unknown): boolean {
  if (typeof event !== 'object' || event === null || !('requestContext' in event)) {
    return false;
  }
  const { requestContext } = event;
  return typeof requestContext === 'object' && requestContext !== null && 'http' in requestContext;
}

/**
 * The answer to a request whose function could not give one, in the error shape of our functions. Of what went wrong in
 * the function nothing is told: that is in its log.
 */
export function httpFailure(error: unknown, requestId: string): HttpFailure {
  const passing = PASSING.find(({ type }) => error instanceof type);
  if (passing) {
    const { code, message } = passing;
    return answer(503, { message, code, requestId, retryAfter: 1 }, { 'retry-after': '1' });
  }
  const code = error instanceof InstanceEndedError ? 'FUNCTION_CRASHED' : 'INTERNAL_ERROR';
  return answer(500, { message: 'Internal server error', code, requestId });
}

/** A response in our error shape. */
function answer(
  statusCode: number,
  body: {
    readonly message: string;
    readonly code: string;
    readonly requestId: string;
    readonly retryAfter?: number;
  },
  headers: Readonly<Record<string, string>> = {},
): HttpFailure {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': body.requestId,
      ...headers,
    },
    body: JSON.stringify(body),
  };
}
