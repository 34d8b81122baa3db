import { Agent, type IncomingMessage, request } from 'node:http';
import type { Step } from './dag.ts';
import { readFunctionError, StepError } from './step-error.ts';

/** A function may run for 900 s; the rest is for the way there and back. */
const REQUEST_TIMEOUT_MS = 910_000;
/** Lambda's limit for a synchronous payload is 6 MB. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export interface Lambda {
  /**
   * Invokes a step and waits for its end; resolves with its parsed payload.
   * @throws StepError when it failed, could not be reached, or gave no answer; the signal's reason when aborted.
   */
  invoke(step: Step, event: unknown, signal: AbortSignal): Promise<unknown>;
  /** Closes idle connections. */
  close(): void;
}

export interface LambdaOptions {
  /** Where the Invoke API is, for instance http://127.0.0.1:3002. */
  endpoint: string;
  /** In front of the step's name: `<service>-<stage>-`. */
  functionPrefix: string;
}

/**
 * The client side of the Lambda Invoke API, synchronous invocations only, without AWS's signatures
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). A function error is an answer of 200 with
 * the header x-amz-function-error; an unknown function is a 404, in serverless-offline too.
 */
export function connectLambda(options: LambdaOptions): Lambda {
  const agent = new Agent({ keepAlive: true });
  const functions = new URL('/2015-03-31/functions/', options.endpoint);

  async function invoke(step: Step, event: unknown, signal: AbortSignal): Promise<unknown> {
    const url = new URL(`${options.functionPrefix}${step}/invocations`, functions);
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    let answer: { status: number; failed: boolean; text: string };
    try {
      answer = await post(url, JSON.stringify(event), agent, AbortSignal.any([signal, timeout]));
    } catch (error) {
      signal.throwIfAborted();
      const message = timeout.aborted ? `no answer within ${REQUEST_TIMEOUT_MS} ms` : String(error);
      throw new StepError(step, 'LambdaUnreachable', message);
    }
    const body = parseJson(answer.text);
    if (answer.failed) {
      throw readFunctionError(step, body);
    }
    if (answer.status !== 200) {
      throw new StepError(step, 'LambdaRefused', `status ${answer.status}: ${answer.text.slice(0, 500)}`);
    }
    return body;
  }

  return { invoke, close: () => agent.destroy() };
}

function post(url: URL, body: string, agent: Agent, signal: AbortSignal) {
  return new Promise<{ status: number; failed: boolean; text: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', headers, agent, signal }, (response) => {
      readText(response).then(
        (text) =>
          resolve({
            status: response.statusCode ?? 0,
            failed: response.headers['x-amz-function-error'] !== undefined,
            text,
          }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      throw new Error(`the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
