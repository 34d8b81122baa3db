import { expect, test } from 'vitest';
import { METHODS_OF_ROUTES, routeOf } from '../../../lib/http/routes.ts';
import { openApiDocument } from '../../../web/openapi/document.ts';

test.each([
  ['/', ['GET', 'HEAD']],
  ['/trigger-etl', ['GET', 'POST']],
  ['/runs/manual__2026-01-01T00:00:00+00:00', ['GET', 'HEAD']],
  ['/runs/etl-1/rejects', ['GET', 'HEAD']],
])('%s is a route', (path, methods) => {
  expect(routeOf(path)?.methods).toEqual(methods);
});

test.each(['/runs/', '/runs/a/b', '/openapiXjson', '/features/1/2', 'runs', '/trigger-etl/'])(
  '%s is none',
  (path) => {
    expect(routeOf(path)).toBeUndefined();
  },
);

test('the OpenAPI document has every route with its methods, HEAD aside', () => {
  const { paths } = openApiDocument('1') as { paths: Record<string, Record<string, unknown>> };
  const documented = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.keys(operations).sort(),
  ]);

  const served = Object.entries(METHODS_OF_ROUTES).map(([path, methods]) => [
    path,
    methods.filter((method) => method !== 'HEAD').map((method) => method.toLowerCase()),
  ]);

  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(served));
});
