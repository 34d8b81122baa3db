import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Aws } from './aws.ts';
import { type RunningProxy, running } from './running-proxy.ts';

/**
 * Starts a server that signs calls of the Lambda API and passes them on: the emulator of Airflow does not sign, and a real Airflow
 * does, with the keys of its AWS connection.
 */
export async function startSigningProxy(aws: Aws): Promise<RunningProxy> {
  const server = createServer((request, response) => {
    passOn(aws, request, response).catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  // A step may take minutes.
  server.requestTimeout = 0;
  return await running(server);
}

async function passOn(aws: Aws, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const answer = await aws.send('lambda', request.url ?? '/', {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const error = answer.headers.get('x-amz-function-error');
  response.writeHead(answer.status, error === null ? {} : { 'x-amz-function-error': error });
  response.end(await answer.text());
}
