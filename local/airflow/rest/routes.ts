import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Api } from './api.ts';
import { HttpError, readJsonObject, send } from './http.ts';
import { healthResponse } from './responses.ts';
import type { Tokens } from './tokens.ts';

type Params = Readonly<Record<string, string>>;

interface Call {
  request: IncomingMessage;
  query: URLSearchParams;
  /** The named parts of the path, decoded. */
  params: Params;
}

interface Route {
  method: string;
  path: URLPattern;
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
      if (!route.open) {
        requireToken(request, options.tokens);
      }
      send(response, route.status, await route.answer({ request, query: url.searchParams, params }));
    } catch (error) {
      if (response.headersSent || response.destroyed) {
        return;
      }
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
  const at = (pathname: string) => new URLPattern({ pathname });
  const dag = '/api/v2/dags/:dagId';
  const run = `${dag}/dagRuns/:runId`;
  const body = (call: Call) => readJsonObject(call.request);
  const dagId = ({ params }: Call) => params['dagId'] ?? '';
  const runId = ({ params }: Call) => params['runId'] ?? '';
  return [
    {
      method: 'POST',
      path: at('/auth/token'),
      status: 201,
      open: true,
      answer: async (call) => logIn(tokens, await body(call)),
    },
    {
      method: 'GET',
      path: at('/api/v2/monitor/health'),
      status: 200,
      open: true,
      answer: () => healthResponse(now()),
    },
    { method: 'GET', path: at('/api/v2/importErrors'), status: 200, answer: () => api.listImportErrors() },
    { method: 'GET', path: at(dag), status: 200, answer: (call) => api.getDag(dagId(call)) },
    {
      method: 'PATCH',
      path: at(dag),
      status: 200,
      answer: async (call) => api.patchDag(dagId(call), await body(call)),
    },
    { method: 'GET', path: at(`${dag}/tasks`), status: 200, answer: (call) => api.listTasks(dagId(call)) },
    {
      method: 'GET',
      path: at(`${dag}/dagRuns`),
      status: 200,
      answer: (call) => api.listRuns(dagId(call), call.query),
    },
    {
      method: 'POST',
      path: at(`${dag}/dagRuns`),
      status: 200,
      answer: async (call) => api.postRun(dagId(call), await body(call)),
    },
    {
      method: 'GET',
      path: at(run),
      status: 200,
      answer: (call) => api.getRun(dagId(call), runId(call)),
    },
    {
      method: 'PATCH',
      path: at(run),
      status: 200,
      answer: async (call) => api.patchRun(dagId(call), runId(call), await body(call)),
    },
    {
      method: 'DELETE',
      path: at(run),
      status: 204,
      answer: (call) => api.deleteRun(dagId(call), runId(call)),
    },
    {
      method: 'GET',
      path: at(`${run}/taskInstances`),
      status: 200,
      answer: (call) => api.listTaskInstances(dagId(call), runId(call), call.query),
    },
  ];
}

/** @throws HttpError 404 for an unknown path, 405 for one that has other methods. */
function match(routes: Route[], method: string, pathname: string): { route: Route; params: Params } {
  const found = routes.filter(({ path }) => path.test({ pathname }));
  if (found.length === 0) {
    throw new HttpError(404, 'Not Found');
  }
  const route = found.find((candidate) => candidate.method === method);
  if (!route) {
    throw new HttpError(405, 'Method Not Allowed');
  }
  return { route, params: decoded(route.path.exec({ pathname })?.pathname.groups ?? {}) };
}

/** @throws HttpError 404 for a part that is no text in percent-encoding. */
function decoded(parts: Readonly<Record<string, string | undefined>>): Params {
  try {
    return Object.fromEntries(
      Object.entries(parts).map(([name, text = '']) => [name, decodeURIComponent(text)]),
    );
  } catch {
    throw new HttpError(404, 'Not Found');
  }
}

function requireToken(request: IncomingMessage, tokens: Tokens): void {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    throw new HttpError(401, 'Not authenticated');
  }
  const validity = tokens.validity(token);
  if (validity === 'expired') {
    throw new HttpError(401, 'Token Expired');
  }
  if (validity === 'unknown') {
    throw new HttpError(403, 'Invalid JWT token');
  }
}

function logIn(tokens: Tokens, body: Record<string, unknown>): { access_token: string } {
  const { username, password } = { username: body['username'], password: body['password'] };
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new HttpError(400, 'Username and password must be provided');
  }
  const token = tokens.logIn(username, password);
  if (token === undefined) {
    throw new HttpError(401, 'Invalid credentials');
  }
  return { access_token: token };
}
