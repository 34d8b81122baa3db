import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  method: string;
  /** Path and query. */
  url: string;
  authorization: string | undefined;
  /** Parsed JSON. */
  body: unknown;
}

/** Gets an answer for a request: a status and a body, or undefined when it deals with the response itself. */
export type Script = (received: Received, response: ServerResponse) => [number, unknown] | undefined;

export interface ScriptedServer {
  url: string;
  received: Received[];
  /** The requests that were not logins. */
  calls(): Received[];
  logins(): Received[];
}

/**
 * A server that logs in anybody, with the tokens `token-1`, `token-2`, … unless the script answers the login,
 * and otherwise does what the script says. It ends with the test.
 */
export async function scripted(script: Script): Promise<ScriptedServer> {
  const received: Received[] = [];
  const logins = () => received.filter((each) => each.url === '/auth/token');
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const got: Received = {
      method,
      url,
      authorization: request.headers.authorization,
      body: await readJson(request),
    };
    received.push(got);
    const answer = script(got, response) ?? (url === '/auth/token' ? logIn(logins().length) : undefined);
    if (!answer || response.destroyed) {
      return;
    }
    const [status, body] = answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const calls = () => received.filter((each) => each.url !== '/auth/token');
  return { url: `http://127.0.0.1:${port}`, received, calls, logins };
}

function logIn(count: number): [number, unknown] {
  return [201, { access_token: `token-${count}` }];
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

/** A DAG run as Airflow answers it, with the members the client reads. */
export function dagRun(runId: string, members: Record<string, unknown> = {}) {
  return {
    dag_run_id: runId,
    state: 'queued',
    queued_at: '2026-01-02T03:04:05.678901Z',
    start_date: null,
    end_date: null,
    conf: {},
    ...members,
  };
}

/** A page of DAG runs. */
export function dagRuns(...runs: ReturnType<typeof dagRun>[]) {
  return { dag_runs: runs, total_entries: runs.length };
}
