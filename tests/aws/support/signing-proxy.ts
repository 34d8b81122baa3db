import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { freePort } from '../../free-port.ts';
import type { Aws } from './aws.ts';

/** A server that passes calls on. */
export interface RunningProxy {
  readonly url: string;
  close(): Promise<void>;
}

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
  server.listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
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
