import { expect, test } from 'vitest';
import { parameterNames, pathWith, routeOf } from '../../../../lib/http/route/route-path.ts';

const ROUTES = {
  '/': ['GET'],
  '/features/{userId}': ['GET'],
  '/openapi.json': ['GET'],
  '/runs/{runId}': ['GET'],
  '/runs/{runId}/rejects': ['GET'],
  '/trigger-etl': ['POST'],
};

test.each([
  ['/', '/'],
  ['/trigger-etl', '/trigger-etl'],
  ['/runs/manual__2026-01-01T00:00:00+00:00', '/runs/{runId}'],
  ['/runs/etl-1/rejects', '/runs/{runId}/rejects'],
])('%s belongs to the route %s', (path, route) => {
  expect(routeOf(path, ROUTES)).toBe(route);
});

test.each(['/runs/', '/runs/a/b', '/openapiXjson', '/features/1/2', 'runs', '/trigger-etl/'])(
  '%s belongs to no route',
  (path) => {
    expect(routeOf(path, ROUTES)).toBeUndefined();
  },
);

test.each([
  ['etl-1', '/runs/etl-1/rejects'],
  ['manual__2026-01-01T00:00:00+00:00', '/runs/manual__2026-01-01T00%3A00%3A00%2B00%3A00/rejects'],
  ['a/b', '/runs/a%2Fb/rejects'],
  ['\ud800', '/runs/%EF%BF%BD/rejects'],
])('with the parameter %j the path is %s', (runId, path) => {
  expect(pathWith('/runs/{runId}/rejects', { runId })).toBe(path);
});

test('the parameters of a path are named in their order', () => {
  expect(parameterNames('/runs/{runId}/parts/{part}')).toEqual(['runId', 'part']);
});
