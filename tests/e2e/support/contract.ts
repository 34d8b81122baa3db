import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { features } from '../../../lib/features.ts';
import { routeOf } from '../../../lib/http/route/route-path.ts';
import { declaredRoutes } from '../../../web/openapi/declared-routes.ts';
import { openApiDocument } from '../../../web/openapi/document.ts';

interface Response {
  readonly content?: Readonly<Record<string, unknown>>;
}
/** What answers are held against of an OpenAPI document. */
export interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
  >;
}

/** An answer of the API to hold against its documentation. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

const ERROR = 'openapi#/components/schemas/Error';

/** An OpenAPI document, and whether an answer is as it says. */
export class Contract {
  private readonly methods: Readonly<Record<string, readonly string[]>>;
  // OpenAPI has keywords of its own, which say nothing about whether a value is right.
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly paths: Document['paths'];

  constructor(document: Document) {
    this.paths = document.paths;
    this.methods = Object.fromEntries(
      Object.entries(document.paths).map(([path, operations]) => [
        path,
        Object.keys(operations).map((method) => method.toUpperCase()),
      ]),
    );
    formats.default(this.ajv);
    this.ajv.addSchema(document, 'openapi');
  }

  /**
   * Holds an answer against the document: the status must be documented, the media type, and the body's shape.
   *
   * @throws Error saying what is not as documented
   */
  hold({ method, path, status, contentType, body }: Answered): void {
    const where = `${method} ${path} -> ${status}`;
    const route = routeOf(path, this.methods);
    if (route === undefined || !this.methods[route]?.includes(method)) {
      this.check(`${where}, no route`, ERROR, body);
      return;
    }
    const response = this.paths[route]?.[method.toLowerCase()]?.responses[status];
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
    const responses = ['paths', route, method.toLowerCase(), 'responses', String(status)];
    const pointer = [...responses, 'content', documented, 'schema'];
    this.check(where, `openapi#/${pointer.map(escaped).join('/')}`, body);
  }

  private check(where: string, schema: string, body: unknown): void {
    const validator = this.validators.get(schema) ?? this.ajv.compile({ $ref: schema });
    this.validators.set(schema, validator);
    if (!validator(body)) {
      throw new Error(`${where}: ${this.ajv.errorsText(validator.errors)}`);
    }
  }
}

/** A step of a JSON pointer (RFC 6901), as part of a URI. */
const escaped = (step: string) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The document of this checkout. */
export const ownContract = new Contract(
  openApiDocument('test', await declaredRoutes(), features) as Document,
);
