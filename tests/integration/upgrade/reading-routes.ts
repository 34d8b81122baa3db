import { vi } from 'vitest';
import type { HttpHandler } from '../../../lib/http/endpoint.ts';
import { METHODS_OF_ROUTES, routeOf } from '../../../lib/http/routes.ts';
import { REQUIRED_SETTINGS } from '../../unit/support/environment.ts';
import { httpApiEvent, lambdaContext } from '../../unit/support/http-api-event.ts';

/** The handler file of every route that reads the database. */
const HANDLERS: Readonly<Record<string, string>> = {
  '/check/feature_derivation': 'check-feature-derivation',
  '/check/table': 'check-table',
  '/features': 'features',
  '/features/{userId}': 'user-features',
  '/metrics': 'metrics',
  '/runs': 'runs',
  '/runs/{runId}': 'run',
  '/runs/{runId}/rejects': 'rejects',
  '/stats': 'stats',
};

/** Routes that give out a file, that change something, or that ask the database nothing but whether it is there. */
const OTHERS = ['/', '/docs', '/openapi.json', '/static/{file}', '/trigger-etl', '/health'];

/** All routes but the others. */
export const READING_ROUTES = Object.keys(METHODS_OF_ROUTES).filter((route) => !OTHERS.includes(route));

/** What a route answered: JSON as it is, anything else as text. */
export type Answer = { readonly status: number; readonly body: unknown };

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
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const handlers = new Map<string, HttpHandler>();
  for (const route of READING_ROUTES) {
    const module: { handler: HttpHandler } = await import(`../../../handlers/${HANDLERS[route]}.ts`);
    handlers.set(route, module.handler);
  }
  return async (target) => {
    const { pathname: path, searchParams } = new URL(target, 'http://localhost');
    const route = routeOf(path)?.route ?? '';
    const handler = handlers.get(route);
    if (!handler) throw new Error(`${path} is no reading route`);
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
