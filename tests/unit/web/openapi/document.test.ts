import { expect, test } from 'vitest';
import { ANSWER_CODES, RUN_CODES } from '../../../../lib/error-codes.ts';
import { features } from '../../../../lib/features.ts';
import { STATUSES } from '../../../../lib/http/reply/statuses.ts';
import { declaredRoutes, methodsByPath } from '../../../../web/openapi/declared-routes.ts';
import { openApiDocument } from '../../../../web/openapi/document.ts';

interface Body {
  readonly example?: unknown;
  readonly schema: { readonly properties: Readonly<Record<string, { readonly description?: string }>> };
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string; readonly deprecated?: boolean }[];
}
interface Schema {
  readonly properties: Readonly<Record<string, { readonly deprecated?: boolean }>>;
}
interface Document {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> & {
    readonly '/trigger-etl': {
      readonly post: { readonly requestBody: { readonly content: { readonly 'application/json': Body } } };
    };
  };
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const routes = await declaredRoutes();
const document = openApiDocument('test', routes, features) as Document;
const body = document.paths['/trigger-etl'].post.requestBody.content['application/json'];

test('the body that /docs has ready for a trigger asks for nothing but a run', () => {
  expect(body.example).toEqual({});
});

test('what a trigger may ask for is described, each member of it', () => {
  const members = Object.entries(body.schema.properties);

  expect(members.map(([name]) => name)).toEqual(expect.arrayContaining(['asOf', 'acceptDeletes']));
  expect(members.filter(([, { description }]) => !description)).toEqual([]);
});

test('it has every route with its methods, HEAD aside', () => {
  const documented = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.keys(operations).map((method) => method.toUpperCase()),
  ]);

  const served = Object.entries(methodsByPath(routes)).map(([path, methods]) => [
    path,
    methods.filter((method) => method !== 'HEAD'),
  ]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(served));
});

test('each operation has an id of its own, after its function', () => {
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['userFeatures', 'triggerEtl', 'triggerEtlByPost']));
});

test('what is kept for clients of before only is marked as deprecated, as a parameter and as a member', () => {
  const { parameters } = document.paths['/runs/{runId}/rejects']?.['get'] ?? {};
  const isDeprecated = parameters?.map(({ name, deprecated }) => [name, deprecated ?? false]);
  const { file, input } = document.components.schemas['Reject']?.properties ?? {};

  expect(isDeprecated).toEqual(
    expect.arrayContaining([
      ['input', false],
      ['file', true],
    ]),
  );
  expect([input?.deprecated ?? false, file?.deprecated]).toEqual([false, true]);
});

test('the statuses of a route are those of its errors, and of its answer', () => {
  const { responses } = document.paths['/check/table']?.['get'] ?? { responses: {} };

  expect(Object.keys(responses)).toEqual(['200', '400', '401', '405', '500', '503']);
});

test.each(Object.entries(ANSWER_CODES))(
  'the code %s is listed with its status and its meaning',
  (code, meaning) => {
    const { status } = STATUSES[code as keyof typeof STATUSES];

    expect(document.info.description).toContain(`| \`${code}\` | ${status} | ${meaning} |`);
  },
);

test.each(Object.entries(RUN_CODES))('the code %s of a run is listed with its meaning', (code, meaning) => {
  expect(document.info.description).toContain(`| \`${code}\` | ${meaning} |`);
});
