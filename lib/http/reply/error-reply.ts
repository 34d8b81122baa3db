import { ServiceError } from '../../errors.ts';
import { MethodNotAllowedError } from '../guards.ts';
import type { JsonReply } from '../message.ts';
import { type OwnStatuses, STATUSES, statusOf } from './statuses.ts';

/**
 * The reply to whatever a handler threw: the one error shape of this service, `message`, `code` and
 * `requestId`. The text of an error that isn't a ServiceError never leaves the process.
 *
 * @param own statuses of the route that are not the usual ones
 */
export function errorReply(error: unknown, requestId: string, own: OwnStatuses = {}): JsonReply {
  const told =
    error instanceof ServiceError ? error : new ServiceError('INTERNAL_ERROR', 'Internal server error');
  const { code, message, details } = told;
  const usual = STATUSES[code];
  const retryAfterS = told.retryAfterS ?? usual.retryAfterS;
  const retryAfter = retryAfterS === undefined ? undefined : Math.max(1, Math.ceil(retryAfterS));
  return {
    status: statusOf(code, own),
    headers: {
      ...usual.headers,
      ...(told instanceof MethodNotAllowedError ? { allow: told.allow } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
    body: { message, code, requestId, ...(retryAfter === undefined ? {} : { retryAfter }), ...details },
  };
}
