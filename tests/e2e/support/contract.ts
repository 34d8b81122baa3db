import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { routeOf } from '../../../lib/http/route/route-path.ts';
import { declaredRoutes, methodsByPath } from '../../../web/openapi/declared-routes.ts';
import { openApiDocument } from '../../../web/openapi/document.ts';

interface Response {
  readonly content?: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
}

const routes = await declaredRoutes();
const methods = methodsByPath(routes);
const document = openApiDocument('test', routes) as Document;
// OpenAPI has keywords of its own, which say nothing about whether a value is right.
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'openapi');
const validators = new Map<string, ValidateFunction>();

/** An answer of the API to hold against its documentation. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/**
 * Holds an answer against the OpenAPI document: the status must be documented, the media type, and the body's shape.
 *
 * @throws Error saying what is not as documented
 */
export function holdAgainstDocument({ method, path, status, contentType, body }: Answered): void {
  const where = `${method} ${path} -> ${status}`;
  const route = routeOf(path, methods);
  if (route === undefined || !methods[route]?.includes(method)) {
    check(`${where}, no route`, errorSchema, body);
    return;
  }
  const response = document.paths[route]?.[method.toLowerCase()]?.responses[status];
  if (!response) {
    throw new Error(`${where}: this status is not documented`);
  }
  if (!response.content) {
    return;
  }
  const type = contentType.split(';')[0] ?? '';
  const documented = Object.keys(response.content).find(
    (name) => name.split(';')[0] === type || name === '*/*',
  );
  if (!documented) {
    throw new Error(`${where}: the type ${type} is not documented`);
  }
  if (type !== 'application/json' || documented === '*/*') {
    return;
  }
  const pointer = [
    'paths',
    route,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    documented,
    'schema',
  ];
  check(where, `openapi#/${pointer.map(escaped).join('/')}`, body);
}

const errorSchema = 'openapi#/components/schemas/Error';

/** A step of a JSON pointer (RFC 6901), as part of a URI. */
const escaped = (step: string) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));

function check(where: string, schema: string, body: unknown): void {
  const validator = validators.get(schema) ?? ajv.compile({ $ref: schema });
  validators.set(schema, validator);
  if (!validator(body)) {
    throw new Error(`${where}: ${ajv.errorsText(validator.errors)}`);
  }
}
