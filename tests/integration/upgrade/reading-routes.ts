import { vi } from 'vitest';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import { routeOf } from '../../../lib/http/route/route-path.ts';
import { declaredRoutes, methodsByPath } from '../../../web/openapi/declared-routes.ts';
import { REQUIRED_SETTINGS } from '../../unit/support/environment.ts';
import { httpApiEvent, lambdaContext } from '../../unit/support/http-api-event.ts';

const declared = (await declaredRoutes()).filter(
  ({ route }) => route.methods.GET && route.errors.includes('DATABASE_UNAVAILABLE'),
);
const methods = methodsByPath(declared);

/** The paths of all routes that read the database. */
export const READING_ROUTES = Object.keys(methods);

/** The reading route that a path belongs to; undefined when it is none. */
export const readingRouteOf = (path: string): string | undefined => routeOf(path, methods);

/** What a route answered: JSON as it is, anything else as text. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The reading routes over a database, each by its Lambda handler with its own clients, as one process has them. There is no
 * Airflow, so nobody is told that a run has ended.
 *
 * @returns asks for a path with its query
 */
export async function readingRoutes(database: {
  readonly readerUrl: string;
  readonly ownerUrl: string;
}): Promise<(path: string) => Promise<Answer>> {
  vi.resetModules();
  const settings = {
    ...REQUIRED_SETTINGS,
    ...{ DATABASE_URL: database.ownerUrl, DATABASE_READ_URL: database.readerUrl, LOG_LEVEL: 'silent' },
  };
  for (const [name, value] of Object.entries(settings)) {
    vi.stubEnv(name, value);
  }
  const handlers = new Map<string, HttpHandler>();
  for (const { route, file } of declared) {
    const module: { handler: HttpHandler } = await import(/* @vite-ignore */ `../../../handlers/${file}`);
    handlers.set(route.path, module.handler);
  }
  return async (target) => {
    const { pathname: path, searchParams } = new URL(target, 'http://localhost');
    const route = readingRouteOf(path) ?? '';
    const handler = handlers.get(route);
    if (!handler) {
      throw new Error(`${path} is no reading route`);
    }
    const event = httpApiEvent({ path, query: Object.fromEntries(searchParams) });
    const response = await handler({ ...event, pathParameters: parametersOf(route, path) }, lambdaContext());
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const text = response.body ?? '';
    return { status: response.statusCode, body: isJson ? JSON.parse(text) : text };
  };
}

/** The values of `{name}` in a route, out of a path of it. */
function parametersOf(route: string, path: string): Record<string, string> {
  const values = path.split('/').map(decodeURIComponent);
  const entries = route.split('/').flatMap((part, at) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name === undefined ? [] : [[name, values[at] ?? '']];
  });
  return Object.fromEntries(entries);
}
