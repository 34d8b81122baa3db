import * as z from 'zod/mini';
import type { ZodOpenApiResponseObject } from 'zod-openapi';
import { errorBody } from '../../lib/schemas/error.ts';

const requestId = z
  .string()
  .register(z.globalRegistry, { description: 'Also in every log line of the request' });
const headers = { 'x-request-id': requestId };

/** An answer in JSON. */
export const json = (description: string, schema: z.ZodMiniType): ZodOpenApiResponseObject => ({
  description,
  headers: z.object(headers),
  content: { 'application/json': { schema } },
});

/** An answer in JSON or CSV, as the client likes it. */
export const jsonOrCsv = (description: string, schema: z.ZodMiniType): ZodOpenApiResponseObject => ({
  description,
  headers: z.object({ ...headers, link: z.optional(z.string()) }),
  content: { 'application/json': { schema }, 'text/csv': { schema: { type: 'string' } } },
});

/** An answer of another type. */
export const text = (description: string, type: string): ZodOpenApiResponseObject => ({
  description,
  headers: z.object(headers),
  content: { [type]: { schema: { type: 'string' } } },
});

/** Nothing: the client has it already. */
export const notModified: ZodOpenApiResponseObject = {
  description: 'The client has the current version (If-None-Match)',
  headers: z.object(headers),
};

/** An error in the one shape, with the codes it may have. */
export const error = (description: string, ...codes: readonly string[]): ZodOpenApiResponseObject =>
  json(codes.length > 0 ? `${description}: \`${codes.join('`, `')}\`` : description, errorBody);

/** A parameter that can't be used. */
export const badParameter = error(
  'A parameter or the cursor can not be used, is not known, or is given twice; the message names it',
  'INVALID_PARAMETER',
);

/** What any route may answer. */
export const anyRoute = {
  400: badParameter,
  405: error('Another method is wanted, see the header Allow', 'METHOD_NOT_ALLOWED'),
  500: error('An error of ours; its text is in the log, under the request id', 'INTERNAL_ERROR'),
} as const;

/** What any route may answer that wants the API key, when one is set. */
export const keyed = {
  ...anyRoute,
  401: error('The API key is missing or wrong', 'API_KEY_REQUIRED'),
} as const;

/** What any route may answer that asks the database. */
export const fromDatabase = {
  ...keyed,
  503: error(
    'The database does not answer, not in time, or its schema is of another release',
    'DATABASE_UNAVAILABLE',
    'TIMEOUT',
    'SCHEMA_OLDER',
    'SCHEMA_NEWER',
  ),
} as const;
