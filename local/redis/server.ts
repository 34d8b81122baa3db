import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { say } from '../../terminal/output.ts';
import { MAX_BODY_BYTES, readBody } from '../http/read-body.ts';
import { type Answer, answerRequest, failure } from './rest-protocol.ts';
import { Store } from './store.ts';

const SWEEP_INTERVAL_MS = 1000;

/** A running emulator. */
export interface RunningRedis {
  readonly url: string;
  readonly port: number;
  /** Stops listening and drops open connections and all data. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of the Upstash REST protocol that holds its data in memory. `host` defaults to 127.0.0.1, `port` 0
 * takes a free one, `now` is the clock (Unix time in ms). Every request needs `Authorization: Bearer <token>`. Rejects
 * with the system's error when it cannot listen.
 */
export async function startRedis(options: {
  host?: string;
  port: number;
  token: string;
  now?: () => number;
}): Promise<RunningRedis> {
  const host = options.host ?? '127.0.0.1';
  const store = new Store(options.now);
  const isAuthorized = bearerCheck(options.token);
  const server = createServer((request, response) => {
    respond(store, isAuthorized, request, response).catch((error: unknown) => {
      // The client broke off.
      if (response.destroyed) {
        return;
      }
      say(
        `redis emulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`.split(
          '\n',
        ),
      );
      send(response, failure(500, 'ERR internal error of the emulator, see its log'));
    });
  });
  // A client that stops half way through a request is dropped.
  server.requestTimeout = 10_000;
  server.listen(options.port, host);
  await once(server, 'listening');

  const sweeper = setInterval(() => store.sweep(), SWEEP_INTERVAL_MS).unref();
  const port = portOf(server, options.port);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () => {
      clearInterval(sweeper);
      closing ??= closeServer(server);
      return closing;
    },
  };
}

async function respond(
  store: Store,
  isAuthorized: (request: IncomingMessage) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isAuthorized(request)) {
    return send(response, failure(401, 'Unauthorized'));
  }
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST');
    return send(response, failure(405, 'ERR method not allowed'));
  }
  const body = await readBody(request);
  if (body === undefined) {
    return send(response, failure(413, `ERR max request size exceeded: ${MAX_BODY_BYTES} bytes`));
  }
  const path = request.url?.split('?', 1)[0] ?? '/';
  const encoding = request.headers['upstash-encoding'] === 'base64' ? 'base64' : 'plain';
  send(response, answerRequest(store, path, body, encoding));
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.headersSent) {
    return;
  }
  response.statusCode = answer.status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer.body));
}

/** Compares digests, which have one length, in constant time. */
function bearerCheck(token: string): (request: IncomingMessage) => boolean {
  const expected = digest(token);
  return (request) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return given !== undefined && timingSafeEqual(digest(given), expected);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function portOf(server: Server, requested: number): number {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : requested;
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
