import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AskApi } from './ask.ts';

/** The routes that only read the history, as serverless.yml has them. */
const ROUTES = [
  { pattern: /^\/runs$/, bundle: 'runs' },
  { pattern: /^\/runs\/(?<runId>[^/]+)$/, bundle: 'run' },
  { pattern: /^\/runs\/(?<runId>[^/]+)\/rejects$/, bundle: 'rejects' },
] as const;

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
type Handler = (event: object, context: object) => Promise<HttpResponse>;

/**
 * The API without a server: the functions of dist/ are called in this process, as Lambda would call them. It answers by the
 * same code, so what is printed is the same with and without a stack. Only routes that read the history are there.
 *
 * @param environment the settings of the functions; they read them at their first call, and keep them
 * @throws Error for a path that is none of these routes
 */
export function ofHandlers(projectDir: string, environment: Readonly<Record<string, string>>): AskApi {
  Object.assign(process.env, environment);
  return async ({ path }, timeoutMs) => {
    const deadline = performance.now() + timeoutMs;
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const { handler, params } = await routeOf(projectDir, pathname);
    const event = {
      requestContext: { http: { method: 'GET', path: pathname } },
      headers: { 'x-request-id': randomUUID() },
      pathParameters: params,
      queryStringParameters: Object.fromEntries(searchParams),
      rawQueryString: searchParams.toString(),
    };
    const getRemainingTimeInMillis = () => Math.max(0, deadline - performance.now());
    const { statusCode, headers, body } = await handler(event, { getRemainingTimeInMillis });
    return { status: statusCode, headers, body };
  };
}

async function routeOf(projectDir: string, pathname: string) {
  for (const { pattern, bundle } of ROUTES) {
    const match = pattern.exec(pathname);
    if (match) {
      const file = pathToFileURL(join(projectDir, `dist/handlers/${bundle}.js`)).href;
      const { handler }: { readonly handler: Handler } = await import(file);
      const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
        name,
        decodeURIComponent(value),
      ]);
      return { handler, params: Object.fromEntries(params) };
    }
  }
  throw new Error(`Without a stack nothing answers ${pathname}.`);
}
