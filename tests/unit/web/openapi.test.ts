import { expect, test } from 'vitest';
import { openApiDocument } from '../../../web/openapi/document.ts';

type Body = {
  readonly example?: unknown;
  readonly schema: { readonly properties: Readonly<Record<string, { readonly description?: string }>> };
};
type Document = {
  readonly paths: {
    readonly '/trigger-etl': {
      readonly post: { readonly requestBody: { readonly content: { readonly 'application/json': Body } } };
    };
  };
};

const document = openApiDocument('test') as Document;
const body = document.paths['/trigger-etl'].post.requestBody.content['application/json'];

test('the body that /docs has ready for a trigger asks for nothing but a run', () => {
  expect(body.example).toEqual({});
});

test('what a trigger may ask for is described, each member of it', () => {
  const members = Object.entries(body.schema.properties);

  expect(members.map(([name]) => name)).toEqual(expect.arrayContaining(['asOf', 'acceptDeletes']));
  expect(members.filter(([, { description }]) => !description)).toEqual([]);
});
