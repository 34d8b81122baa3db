import * as z from 'zod/mini';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ANSWER_CODES, type AnswerCode } from '../../lib/error-codes.ts';
import { statusOf } from '../../lib/http/reply/statuses.ts';
import type { RouteDeclaration } from '../../lib/http/route/route.ts';
import { errorCodesOf } from '../../lib/http/route/route-errors.ts';
import { errorBody } from '../../lib/schemas/error.ts';

const requestId = z
  .string()
  .register(z.globalRegistry, { description: 'Also in every log line of the request' });
const headers = { 'x-request-id': requestId };

/** All that a route may answer with. */
export function responsesOf(route: RouteDeclaration): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(errorCodesOf(route), (code) => statusOf(code, route.statuses));
  const errors = [...byStatus].map(([status, codes]) => [status, error(codes)] as const);
  return {
    ...Object.fromEntries(errors),
    200: success(route.answer),
    ...(route.answer.versioned ? { 304: notModified } : {}),
  };
}

function success(answer: RouteDeclaration['answer']): ZodOpenApiResponseObject {
  const { description } = answer;
  if ('type' in answer) {
    return { description, headers: z.object(headers), content: text(answer.type) };
  }
  const json = { 'application/json': { schema: answer.json } };
  if (!answer.csv) {
    return { description, headers: z.object(headers), content: json };
  }
  return {
    description,
    headers: z.object({ ...headers, link: z.optional(z.string()) }),
    content: { ...json, ...text('text/csv') },
  };
}

const text = (type: string) => ({ [type]: { schema: { type: 'string' as const } } });

/** Nothing: the client has it already. */
const notModified: ZodOpenApiResponseObject = {
  description: 'The client has the current version (If-None-Match)',
  headers: z.object(headers),
};

/** An error in the one shape, with the codes that it may have on this route. */
function error(codes: readonly AnswerCode[]): ZodOpenApiResponseObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${ANSWER_CODES[code]}`).join('; '),
    headers: z.object(headers),
    content: {
      'application/json': { schema: z.intersection(errorBody, z.looseObject({ code: z.enum(codes) })) },
    },
  };
}
