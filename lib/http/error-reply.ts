import { ServiceError } from '../errors.ts';
import type { JsonReply } from './message.ts';

/**
 * The reply to whatever a handler threw: the one error shape of this service, `message`, `code` and
 * `requestId`. The text of an error that isn't a ServiceError never leaves the process.
 */
export function errorReply(error: unknown, requestId: string): JsonReply {
  if (!(error instanceof ServiceError)) {
    return { status: 500, body: { message: 'Internal server error', code: 'INTERNAL_ERROR', requestId } };
  }
  const { status, code, message, details, headers, retryAfterS } = error;
  if (retryAfterS === undefined) {
    return { status, headers, body: { message, code, requestId, ...details } };
  }
  const retryAfter = Math.max(1, Math.ceil(retryAfterS));
  return {
    status,
    headers: { ...headers, 'retry-after': String(retryAfter) },
    body: { message, code, requestId, retryAfter, ...details },
  };
}
