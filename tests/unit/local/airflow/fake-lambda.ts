import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Invocation {
  step: string;
  event: Record<string, unknown>;
}

/** Answers one invocation; `attempt` counts the invocations of that step with that very event, from 1. */
export type StepHandler = (event: Record<string, unknown>, attempt: number) => unknown;

/** Whose answer to a thrown error is imitated: the two name it in different places. */
export type Dialect = 'aws' | 'serverless-offline';

export interface FakeLambda {
  endpoint: string;
  functionPrefix: string;
  invocations: Invocation[];
  /** The events a step was invoked with, in order. */
  eventsOf(step: string): Record<string, unknown>[];
  close(): Promise<void>;
}

export const functionPrefix = 'etl-pipeline-test-';

/** A Lambda Invoke API whose steps are functions of the test; a step without a handler is an unknown function. */
export async function startFakeLambda(
  steps: Record<string, StepHandler>,
  options: { dialect?: Dialect; port?: number } = {},
): Promise<FakeLambda> {
  const invocations: Invocation[] = [];
  const server = createServer(async (request, response) => {
    const step = stepOf(request);
    const event = JSON.parse(await readBody(request));
    const handler = steps[step];
    if (!handler) {
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
      response.end(JSON.stringify({ Type: 'User', Message: `Function not found: ${step}` }));
      return;
    }
    invocations.push({ step, event });
    const attempt = invocations.filter(
      (earlier) => earlier.step === step && JSON.stringify(earlier.event) === JSON.stringify(event),
    ).length;
    try {
      respond(response, 200, await handler(event, attempt));
    } catch (error) {
      response.setHeader('x-amz-function-error', 'Unhandled');
      respond(response, 200, functionError(error, options.dialect ?? 'serverless-offline'));
    }
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    functionPrefix,
    invocations,
    eventsOf: (step) => invocations.filter((each) => each.step === step).map((each) => each.event),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Steps that all succeed, with `parts` parts. */
export function workingSteps(parts: number): Record<string, StepHandler> {
  return {
    plan: ({ runId }) => ({
      runId,
      parts: Array.from({ length: parts }, (_, part) => ({ runId, part })),
    }),
    load: () => ({ loaded: true }),
    publish: () => ({ published: true }),
    fail: () => ({ closed: true }),
  };
}

/** An error as a handler throws it. */
export function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}\n    at handler (file.js:1:1)`;
  return error;
}

function functionError(thrown: unknown, dialect: Dialect) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    errorType: dialect === 'aws' ? error.name : 'Error',
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

function stepOf(request: IncomingMessage): string {
  const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '');
  const name = path?.[1] ?? '';
  return name.startsWith(functionPrefix) ? name.slice(functionPrefix.length) : name;
}

function respond(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
