/**
 * Stands in the place of @hapi/hapi for serverless-offline: the same servers, but each request is judged before anything
 * else sees it, and what hapi itself refuses is answered in the shape of its port. `?port=` in this module's address says
 * which of the two ports a server is for, `&hapi=` where the real one is.
 */
import { createRequire } from 'node:module';
import { finishesCalls, shareOf } from '../share.ts';
import { refusalOf } from './guard.ts';
import type { Hapi, HapiMethod, HapiServer } from './hapi.ts';
import { joinedHeaders } from './joined-headers.ts';
import { API_ANSWERS, LAMBDA_ANSWERS, type PortAnswers } from './port-answers.ts';
import { refuseUnreadableCall } from './unreadable-call.ts';

const here = new URL(import.meta.url);
const isLambdaPort = here.searchParams.get('port') === 'lambda';
const hapi: Hapi = createRequire(import.meta.url)(here.searchParams.get('hapi') ?? '@hapi/hapi');

const allowedHosts = (process.env['API_ALLOWED_HOSTS'] ?? '')
  .split(',')
  .map((name) => name.trim().toLowerCase())
  .filter((name) => name !== '');

/** Longer than any function may take: who stops the server says how long it has. */
const UNTIL_DONE_MS = 3_600_000;

/** Makes a server, guarded. Called with `new`, as the class it stands for. */
export function Server(options: object): HapiServer {
  const server = new hapi.Server(options);
  const answers = isLambdaPort ? LAMBDA_ANSWERS : API_ANSWERS;
  server.ext('onRequest', guardedBy(answers));
  if (isLambdaPort) {
    server.ext('onPreHandler', refuseUnreadableCall);
    server.route = withoutCors(server.route.bind(server));
  }
  server.ext('onPreResponse', shapedBy(answers));
  if (finishesCalls(shareOf(process.env))) {
    const stop = server.stop.bind(server);
    server.stop = () => stop({ timeout: UNTIL_DONE_MS });
  }
  return server;
}

/** serverless-offline's routes of the Lambda port name CORS headers in each answer, whoever asks. */
function withoutCors(route: HapiServer['route']): HapiServer['route'] {
  return (routes) => route(routes.map((one) => ({ ...one, options: { ...one.options, cors: false } })));
}

function guardedBy(answers: PortAnswers): HapiMethod {
  return (request, h) => {
    const { method, path, headers, raw } = request;
    const refusal = refusalOf({ method: method.toUpperCase(), path, headers }, allowedHosts);
    // Nobody else's page gets leave to read an answer, and our own needs none: serverless-offline grants it to any origin.
    delete headers['origin'];
    if (refusal) {
      return answers.refused(h, 403, refusal.code, refusal.message);
    }
    raw.req.rawHeaders = joinedHeaders(raw.req.rawHeaders);
    return h.continue;
  };
}

function shapedBy(answers: PortAnswers): HapiMethod {
  return ({ response }, h) => {
    if (!response.isBoom) {
      return h.continue;
    }
    const { statusCode, payload } = response.output;
    const { code, message } = answers.ofStatus(statusCode, payload.message);
    return answers.refused(h, statusCode, code, message);
  };
}
