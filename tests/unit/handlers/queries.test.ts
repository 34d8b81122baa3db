import { expect, test } from 'vitest';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import { methodsOf } from '../../../lib/http/route/route.ts';
import { declaredRoutes } from '../../../web/openapi/declared-routes.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf, call } from '../support/endpoint.ts';
import { freshProcess } from '../support/environment.ts';
import { httpApiEvent } from '../support/http-api-event.ts';
import { joinedQuery } from '../support/joined-query.ts';

const routes = await declaredRoutes();

/** The route of that path, and its file. */
function declared(path: string) {
  const found = routes.find(({ route }) => route.path === path);
  if (!found) {
    throw new Error(`no route has the path ${path}`);
  }
  return found;
}

/** Asks a route for this query, with none of its dependencies there. */
async function problemOf(path: string, rawQueryString: string) {
  const { file, route } = declared(path);
  freshProcess();
  captureLog();
  const { handler } = (await import(/* @vite-ignore */ `../../../handlers/${file}`)) as {
    handler: HttpHandler;
  };
  const response = await call(handler, {
    ...httpApiEvent({ path, method: methodsOf(route)[0] ?? '', query: joinedQuery(rawQueryString) }),
    rawQueryString,
    pathParameters: { userId: '1', runId: 'etl-1', file: 'dashboard.js' },
  });
  return [response.statusCode, bodyOf(response)['code'], bodyOf(response)['message']];
}

test.each(routes)('$route.path refuses a parameter that it does not know', async ({ route }) => {
  const problem = await problemOf(route.path, 'nonsense=1');

  expect(problem).toEqual([400, 'INVALID_PARAMETER', 'Invalid parameter: nonsense is unknown']);
});

test.each(routes)('$route.path refuses a parameter that is given twice, and says so', async ({ route }) => {
  const problem = await problemOf(route.path, 'limit=1&limit=2');

  expect(problem).toEqual([
    400,
    'INVALID_PARAMETER',
    'Invalid parameter: limit was given 2 times, give it once',
  ]);
});

test('an input that is named in two ways has to be one', async () => {
  expect(await problemOf('/runs/{runId}/rejects', 'input=users&file=user_experiments')).toEqual([
    400,
    'INVALID_PARAMETER',
    'Invalid parameter: file is not the same input as input: leave out file, which is deprecated',
  ]);
});

test('an empty value counts as given', async () => {
  expect(await problemOf('/runs', 'limit=&limit=5')).toContain(
    'Invalid parameter: limit was given 2 times, give it once',
  );
});

test('a date in the query of a GET is no date of the run', async () => {
  expect(await problemOf('/trigger-etl', 'asOf=2024-01-31')).toEqual([
    400,
    'INVALID_PARAMETER',
    'Invalid parameter: asOf can\'t be given in the query: send a POST with a JSON body, {"asOf":"2024-01-31"}',
  ]);
});
