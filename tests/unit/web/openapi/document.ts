import { features } from '../../../../lib/features.ts';
import { declaredRoutes } from '../../../../web/openapi/declared-routes.ts';
import { openApiDocument } from '../../../../web/openapi/document.ts';

/** As much of a JSON schema as the tests look at. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** What a status is answered with, of one media type. */
export interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface OpenApi {
  readonly info: { readonly description: string };
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
            readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
            readonly responses: Readonly<
              Record<string, { readonly content?: Readonly<Record<string, Content>> }>
            >;
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The routes of this checkout, and the document of them, of the default model. */
export const routes = await declaredRoutes();
export const document = openApiDocument('test', routes, features) as OpenApi;

/** A body of an answer: where it is, as a test is called, and what it may be. */
export interface Answer {
  readonly where: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  /** The JSON pointer of its content. */
  readonly pointer: readonly string[];
  readonly content: Content;
}

/** All bodies of answers that a document has. */
export function answersOf({ paths }: OpenApi): Answer[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).map(([type, body]) => ({
          where: `${method.toUpperCase()} ${path} -> ${status} ${type}`,
          path,
          status: Number(status),
          type,
          pointer: ['paths', path, method, 'responses', status, 'content', type],
          content: body,
        })),
      ),
    ),
  );
}

/** The members of all objects of a document: each with its name, and where it is. */
export function membersOf(
  document: OpenApi,
): { readonly where: string; readonly name: string; readonly schema: Schema }[] {
  const named = Object.entries(document.components.schemas);
  const inline = answersOf(document).map(({ where, content }) => [where, content.schema] as const);
  const bodies = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.values(operations).flatMap(({ requestBody }) =>
      Object.values(requestBody?.content ?? {}).map(({ schema }) => [`the body of ${path}`, schema] as const),
    ),
  );
  return [...named, ...inline, ...bodies].flatMap(([where, schema]) => membersIn(where, schema));
}

function membersIn(where: string, schema: Schema): ReturnType<typeof membersOf> {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
    { where: `${where}.${name}`, name, schema: member },
    ...membersIn(`${where}.${name}`, member),
  ]);
  const inner = [schema.items ?? [], schema.anyOf ?? [], schema.allOf ?? []].flat();
  return [...own, ...inner.flatMap((part) => membersIn(where, part))];
}
