import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectLambda } from '../../../../../local/airflow/dag/lambda.ts';

const never = new AbortController().signal;

/** A client of a server that answers every invocation like that. */
async function lambdaBehind(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const lambda = connectLambda({
    endpoint: `http://127.0.0.1:${port}`,
    functionPrefix: 'etl-pipeline-local-',
  });
  onTestFinished(() => {
    lambda.close();
    server.close();
    server.closeAllConnections();
  });
  return lambda;
}

test('a step is invoked under its full name', async () => {
  let called = '';
  const lambda = await lambdaBehind((request, response) => {
    called = `${request.method} ${request.url}`;
    response.end('{}');
  });

  await lambda.invoke('plan', {}, never);

  expect(called).toBe('POST /2015-03-31/functions/etl-pipeline-local-plan/invocations');
});

test('a second invocation uses the connection of the first', async () => {
  const ports: (number | undefined)[] = [];
  const lambda = await lambdaBehind((request, response) => {
    ports.push(request.socket.remotePort);
    response.end('{}');
  });
  await lambda.invoke('plan', {}, never);

  await lambda.invoke('load', {}, never);

  expect(new Set(ports).size).toBe(1);
});

test('a connection that breaks during an invocation is a failure that may be retried', async () => {
  const lambda = await lambdaBehind((request) => request.socket.destroy());

  const result = lambda.invoke('load', {}, never);

  await expect(result).rejects.toMatchObject({ step: 'load', type: 'LambdaUnreachable', permanent: false });
});

test('an answer that breaks off is a failure that may be retried', async () => {
  const lambda = await lambdaBehind((request, response) => {
    response.writeHead(200, { 'content-length': 1000 }).write('{"runId":', () => request.socket.destroy());
  });

  const result = lambda.invoke('load', {}, never);

  await expect(result).rejects.toMatchObject({ type: 'LambdaUnreachable', permanent: false });
});

test('a handler that returned nothing has no payload', async () => {
  const lambda = await lambdaBehind((_, response) => response.end());

  expect(await lambda.invoke('load', {}, never)).toBeUndefined();
});

test('a status other than 200 is a failure, with what the server said', async () => {
  const lambda = await lambdaBehind((_, response) =>
    response.writeHead(404).end('{"Message":"Function not found"}'),
  );

  const result = lambda.invoke('plan', {}, never);

  await expect(result).rejects.toMatchObject({
    type: 'LambdaRefused',
    message: 'status 404: {"Message":"Function not found"}',
  });
});

test('an abort ends an invocation that is under way', async () => {
  const stop = new AbortController();
  const reason = new Error('the emulator stops');
  const lambda = await lambdaBehind(() => stop.abort(reason));

  await expect(lambda.invoke('load', {}, stop.signal)).rejects.toBe(reason);
});
