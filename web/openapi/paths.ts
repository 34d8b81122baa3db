import * as z from 'zod/mini';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation } from '../../lib/http/route/route.ts';
import type { Model } from '../../lib/model/model.ts';
import { responsesOf } from './answers.ts';
import type { DeclaredRoute } from './declared-routes.ts';

/** What the document says of these routes. */
export function pathsOf(routes: readonly DeclaredRoute[], model: Model): ZodOpenApiPathsObject {
  return Object.fromEntries(routes.map((declared) => [declared.route.path, pathOf(declared, model)]));
}

function pathOf({ name, route }: DeclaredRoute, model: Model): ZodOpenApiPathsObject[string] {
  const { tag, methods, params, query, body, open } = route;
  const operation = (operationId: string, texts: Operation): ZodOpenApiOperationObject => ({
    operationId,
    tags: [tag],
    ...texts,
    ...(open ? { security: [] } : {}),
    ...((params || query) && { requestParams: { ...(params && { path: params }), ...(query && { query }) } }),
    responses: responsesOf(route, model),
  });
  const postName = methods.GET ? `${name}ByPost` : name;
  return {
    ...(methods.GET && { get: operation(name, methods.GET) }),
    ...(methods.POST && {
      post: { ...operation(postName, methods.POST), ...(body && requestBody(body.members)) },
    }),
  };
}

/** What /docs has ready to be executed is empty: made of the schema, it would publish as of any date and delete anybody. */
function requestBody(members: z.core.$ZodShape): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  const content = { 'application/json': { schema: z.strictObject(members), example: {} } };
  return { requestBody: { required: false, content } };
}
