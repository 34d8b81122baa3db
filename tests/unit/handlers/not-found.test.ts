import { expect, onTestFinished, test, vi } from 'vitest';
import { declaredRoutes, methodsByPath } from '../../../web/openapi/declared-routes.ts';
import { captureLog } from '../support/captured-log.ts';
import { bodyOf } from '../support/endpoint.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';
import { httpApiEvent, lambdaContext } from '../support/http-api-event.ts';

const METHODS_OF_ROUTES = methodsByPath(await declaredRoutes());

/** The handler in a process whose API key is set, since these answers need none. */
async function answerTo(method: string, path: string) {
  freshProcess({ ...REQUIRED_SETTINGS, API_KEY: 'key' });
  captureLog();
  // The build does it.
  vi.stubGlobal('METHODS_OF_ROUTES', METHODS_OF_ROUTES);
  onTestFinished(() => void vi.unstubAllGlobals());
  const { handler } = await import('../../../handlers/not-found.ts');
  return await handler(httpApiEvent({ method, path }), lambdaContext());
}

test.each([
  '/runs/a/b',
  '/nothing',
  '/trigger-etl/',
  '/check',
  '/constructor',
  '/__proto__',
  '/check/table%00',
])('the unknown path %s is a 404 in our error shape', async (path) => {
  const response = await answerTo('GET', path);

  expect(response.statusCode).toBe(404);
  expect(bodyOf(response)).toEqual({
    message: `There is nothing at ${path}`,
    code: 'NOT_FOUND',
    requestId: response.headers['x-request-id'],
  });
});

test.each(Object.entries(METHODS_OF_ROUTES))(
  'another method on %s is a 405 that allows %j',
  async (path, allowed) => {
    const response = await answerTo('DELETE', path);

    expect(response).toMatchObject({ statusCode: 405, headers: { allow: allowed.join(', ') } });
    expect(bodyOf(response)).toMatchObject({
      message: `DELETE is not allowed here: use ${allowed.join(', ')}`,
      code: 'METHOD_NOT_ALLOWED',
      requestId: response.headers['x-request-id'],
    });
  },
);

test('any method gets an answer on an unknown path', async () => {
  const statuses = [];
  for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND']) {
    statuses.push((await answerTo(method, '/nothing')).statusCode);
  }

  expect(statuses).toEqual([404, 404, 404, 404, 404]);
});
