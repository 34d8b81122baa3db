import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import { HttpError, readJsonObject, send } from './http.ts';
import { healthResponse } from './responses.ts';
import type { Tokens } from './tokens.ts';

interface Call {
  request: IncomingMessage;
  query: URLSearchParams;
  /** The variable parts of the path, decoded. */
  params: string[];
}

interface Route {
  method: string;
  /** Segments; `*` is a variable one. */
  path: string;
  status: number;
  /** Whether it is answered without a token. */
  open?: true;
  answer: (call: Call) => unknown;
}

export interface RouterOptions {
  api: Api;
  tokens: Tokens;
  now: () => Date;
  log: (line: string) => void;
}

/** A listener for node:http that answers the subset of Airflow's REST API v2 this project uses. */
export function createRouter(options: RouterOptions) {
  const routes = listRoutes(options);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const { route, params } = match(routes, request.method ?? 'GET', url.pathname);
      if (!route.open) requireToken(request, options.tokens);
      send(response, route.status, await route.answer({ request, query: url.searchParams, params }));
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      if (error instanceof HttpError) {
        send(response, error.status, { detail: error.detail });
        return;
      }
      options.log(`${request.method} ${request.url}: ${String(error)}`);
      send(response, 500, { detail: 'Internal Server Error' });
    }
  };
}

function listRoutes({ api, tokens, now }: RouterOptions): Route[] {
  const dag = '/api/v2/dags/*';
  const body = (call: Call) => readJsonObject(call.request);
  const name = (call: Call, index: number) => call.params[index] ?? '';
  return [
    {
      method: 'POST',
      path: '/auth/token',
      status: 201,
      open: true,
      answer: async (call) => logIn(tokens, await body(call)),
    },
    {
      method: 'GET',
      path: '/api/v2/monitor/health',
      status: 200,
      open: true,
      answer: () => healthResponse(now()),
    },
    { method: 'GET', path: '/api/v2/importErrors', status: 200, answer: () => api.listImportErrors() },
    { method: 'GET', path: dag, status: 200, answer: (call) => api.getDag(name(call, 0)) },
    {
      method: 'PATCH',
      path: dag,
      status: 200,
      answer: async (call) => api.patchDag(name(call, 0), await body(call)),
    },
    { method: 'GET', path: `${dag}/tasks`, status: 200, answer: (call) => api.listTasks(name(call, 0)) },
    {
      method: 'GET',
      path: `${dag}/dagRuns`,
      status: 200,
      answer: (call) => api.listRuns(name(call, 0), call.query),
    },
    {
      method: 'POST',
      path: `${dag}/dagRuns`,
      status: 200,
      answer: async (call) => api.postRun(name(call, 0), await body(call)),
    },
    {
      method: 'GET',
      path: `${dag}/dagRuns/*`,
      status: 200,
      answer: (call) => api.getRun(name(call, 0), name(call, 1)),
    },
    {
      method: 'DELETE',
      path: `${dag}/dagRuns/*`,
      status: 204,
      answer: (call) => api.deleteRun(name(call, 0), name(call, 1)),
    },
    {
      method: 'GET',
      path: `${dag}/dagRuns/*/taskInstances`,
      status: 200,
      answer: (call) => api.listTaskInstances(name(call, 0), name(call, 1), call.query),
    },
  ];
}

/** @throws HttpError 404 for an unknown path, 405 for one that has other methods. */
function match(routes: Route[], method: string, pathname: string): { route: Route; params: string[] } {
  const segments = pathname.split('/');
  const found = routes.filter((route) => fits(route.path.split('/'), segments));
  if (found.length === 0) throw new HttpError(404, 'Not Found');
  const route = found.find((candidate) => candidate.method === method);
  if (!route) throw new HttpError(405, 'Method Not Allowed');
  const pattern = route.path.split('/');
  return { route, params: segments.filter((_, index) => pattern[index] === '*').map(decode) };
}

function fits(pattern: string[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part === '*' ? segments[index] !== '' : part === segments[index]))
  );
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(404, 'Not Found');
  }
}

function requireToken(request: IncomingMessage, tokens: Tokens): void {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new HttpError(401, 'Not authenticated');
  const validity = tokens.validity(token);
  if (validity === 'expired') throw new HttpError(401, 'Token Expired');
  if (validity === 'unknown') throw new HttpError(403, 'Invalid JWT token');
}

function logIn(tokens: Tokens, body: Record<string, unknown>): { access_token: string } {
  const { username, password } = { username: body['username'], password: body['password'] };
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new HttpError(400, 'Username and password must be provided');
  }
  const token = tokens.logIn(username, password);
  if (token === undefined) throw new HttpError(401, 'Invalid credentials');
  return { access_token: token };
}
