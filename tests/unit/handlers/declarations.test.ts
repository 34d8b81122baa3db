import { describe, expect, test } from 'vitest';
import { ANSWER_CODES } from '../../../lib/error-codes.ts';
import { errorCodesOf } from '../../../lib/http/route/route-errors.ts';
import { parameterNames } from '../../../lib/http/route/route-path.ts';
import { declaredRoutes } from '../../../web/openapi/declared-routes.ts';

const routes = await declaredRoutes();

test('there are routes, each with a path of its own', () => {
  const paths = routes.map(({ route }) => route.path);

  expect(paths.length).toBeGreaterThanOrEqual(15);
  expect(new Set(paths).size).toBe(paths.length);
});

describe.each(routes)('$route.path', ({ route }) => {
  test('declares the parameters that its path has', () => {
    expect(Object.keys(route.params?.shape ?? {})).toEqual(parameterNames(route.path));
  });

  test('names each of its errors once', () => {
    const codes = errorCodesOf(route);

    expect(new Set(codes).size).toBe(codes.length);
  });

  test('has statuses of its own only for errors that it has', () => {
    expect(errorCodesOf(route)).toEqual(expect.arrayContaining(Object.keys(route.statuses ?? {})));
  });
});

test('every code of the catalogue is one that a route may answer with', () => {
  const declared = new Set(routes.flatMap(({ route }) => errorCodesOf(route)));

  expect([...declared].sort()).toEqual(Object.keys(ANSWER_CODES).sort());
});
