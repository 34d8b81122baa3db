import type { AnswerCode } from '../../error-codes.ts';
import type { RouteDeclaration } from './route.ts';

/** What a route may fail with that asks the database. */
export const DATABASE_ERRORS = [
  'DATABASE_UNAVAILABLE',
  'SCHEMA_OLDER',
  'SCHEMA_NEWER',
] as const satisfies readonly AnswerCode[];

/** All that a route may fail with: its own errors, and those that lib/http/endpoint.ts adds to each. */
export function errorCodesOf({ open, startsWork, body, errors }: RouteDeclaration): AnswerCode[] {
  return [
    'INVALID_PARAMETER',
    ...(body ? ['INVALID_BODY' as const] : []),
    ...(open ? [] : ['API_KEY_REQUIRED' as const]),
    ...(startsWork ? ['UNINTENDED_REQUEST' as const] : []),
    'METHOD_NOT_ALLOWED',
    ...errors,
    'TIMEOUT',
    'INTERNAL_ERROR',
  ];
}
