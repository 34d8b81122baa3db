import * as z from 'zod/mini';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ANSWER_CODES, type AnswerCode } from '../../lib/error-codes.ts';
import { statusOf } from '../../lib/http/reply/statuses.ts';
import type { RouteDeclaration } from '../../lib/http/route/route.ts';
import { errorCodesOf } from '../../lib/http/route/route-errors.ts';
import type { Model } from '../../lib/model/model.ts';
import { errorBody } from '../../lib/schemas/error.ts';
import { described } from '../../lib/schemas/shapes.ts';
import { answerExamples } from './examples/answers.ts';
import { errorExample } from './examples/errors.ts';

const requestId = described(z.string(), 'Also in every line of the log of this request');
const link = described(z.string(), 'Where the next page is: `<path>; rel="next"`');
const headers = { 'x-request-id': requestId };

/** All that a route may answer with. */
export function responsesOf(route: RouteDeclaration, model: Model): ZodOpenApiResponsesObject {
  const byStatus = Map.groupBy(errorCodesOf(route), (code) => statusOf(code, route.statuses));
  const errors = [...byStatus].map(([status, codes]) => [status, error(codes, route, model)] as const);
  return {
    ...Object.fromEntries(errors),
    200: success(route, model),
    ...(route.answer.versioned ? { 304: notModified } : {}),
  };
}

function success({ answer, path }: RouteDeclaration, model: Model): ZodOpenApiResponseObject {
  const { description } = answer;
  const examples = answerExamples(path);
  const example = examples.answer(model);
  if ('type' in answer) {
    return { description, headers: z.object(headers), content: text(answer.type, example) };
  }
  const json = { 'application/json': { schema: answer.json, example } };
  if (!answer.csv) {
    return { description, headers: z.object(headers), content: json };
  }
  return {
    description,
    headers: z.object({ ...headers, link: z.optional(link) }),
    content: { ...json, ...text('text/csv', examples.csv?.(model)) },
  };
}

const text = (type: string, example: unknown) => ({
  [type]: { schema: { type: 'string' as const }, example },
});

/** Nothing: the client has it already. */
const notModified: ZodOpenApiResponseObject = {
  description: 'The client has the current version (If-None-Match)',
  headers: z.object(headers),
};

/** An error in the one shape, with the codes that it may have on this route, and an example of each. */
function error(
  codes: readonly AnswerCode[],
  route: RouteDeclaration,
  model: Model,
): ZodOpenApiResponseObject {
  const examples = codes.map((code) => [
    code,
    { summary: ANSWER_CODES[code], value: errorExample(code, route, model) },
  ]);
  return {
    description: codes.map((code) => `- \`${code}\`: ${ANSWER_CODES[code]}`).join('\n'),
    headers: z.object(headers),
    content: {
      'application/json': {
        schema: z.intersection(errorBody, z.looseObject({ code: z.enum(codes) })),
        examples: Object.fromEntries(examples),
      },
    },
  };
}
