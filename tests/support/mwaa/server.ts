import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { address, declaredErrors, problemsOfAnswer, problemsOfRequest, signingName } from './model.ts';
import { isSignedBy } from './signature.ts';

/** One call of Airflow's REST API, unwrapped. */
export interface AirflowCall {
  readonly Method: string;
  readonly Path: string;
  readonly QueryParameters?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly Body?: unknown;
}

/** What Airflow answers; undefined when the script deals with the response itself. */
export type Airflow = (
  call: AirflowCall,
  response: ServerResponse,
) => Promise<AirflowAnswer | undefined> | AirflowAnswer | undefined;

interface AirflowAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The MWAA that listens, and how to reach it. */
export interface Mwaa {
  /** Its one environment. */
  readonly name: string;
  /** Variables with which it is found, and may be called. */
  readonly environment: Readonly<Record<string, string>>;
  /** The calls that reached Airflow. */
  readonly calls: readonly AirflowCall[];
  /** The headers of every request, accepted or not. */
  readonly headers: readonly IncomingMessage['headers'][];
  close(): Promise<void>;
}

const NAME = 'etl-tests';
const KEYS = { accessKeyId: 'AKIATESTS', secretAccessKey: 'do-not-tell-9150' };
const REGION = 'eu-central-1';

/**
 * A stand-in for Amazon MWAA's InvokeRestApi, made from the model of the service (invoke-rest-api.json): it refuses a request that
 * is not as its shapes say or not signed, passes the call on, and wraps up what Airflow answers as the model says.
 */
export async function startMwaa(airflow: Airflow): Promise<Mwaa> {
  const calls: AirflowCall[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    headers.push(request.headers);
    const refusal = refusalOf(request, body);
    if (refusal) {
      return refuse(response, ...refusal);
    }
    const call: AirflowCall = JSON.parse(body);
    calls.push(call);
    const answer = await airflow(call, response);
    if (answer && !response.destroyed) {
      wrapUp(response, answer);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: NAME,
    environment: {
      AWS_ENDPOINT_URL_MWAA: `http://127.0.0.1:${port}`,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_SESSION_TOKEN: 'token-of-the-role',
    },
    calls,
    headers,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Why AWS does not pass a request on: the error, and what it says about it. */
function refusalOf(request: IncomingMessage, body: string): [error: string, message: string] | undefined {
  const { method = '', url = '/' } = request;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  if (!isSignedBy({ method, path: url, headers, body }, { ...KEYS, region: REGION, service: signingName })) {
    return ['InvalidSignatureException', 'The request signature we calculated does not match'];
  }
  const name = address.exec({ pathname: url })?.pathname.groups['Name'] ?? '';
  const problems = problemsOfRequest(name, JSON.parse(body));
  if (method !== 'POST' || problems.length > 0) {
    return ['ValidationException', problems.join('; ')];
  }
  return name === NAME ? undefined : ['ResourceNotFoundException', `no environment ${name}`];
}

/** Answers with an error of AWS, as the protocol rest-json has it. */
export function refuse(response: ServerResponse, error: string, message: string, status?: number): void {
  send(response, status ?? declaredErrors[error] ?? 403, { message }, error);
}

function wrapUp(response: ServerResponse, { status, body }: AirflowAnswer): void {
  const wrapped = { RestApiStatusCode: status, RestApiResponse: body };
  const problems = problemsOfAnswer(wrapped);
  if (problems.length > 0) {
    throw new Error(problems.join('; '));
  }
  if (status < 400) {
    send(response, 200, wrapped);
    return;
  }
  const error = status < 500 ? 'RestApiClientException' : 'RestApiServerException';
  send(response, declaredErrors[error] ?? 500, wrapped, error);
}

function send(response: ServerResponse, status: number, body: unknown, error?: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-requestid': '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d',
    ...(error && { 'x-amzn-errortype': error }),
  });
  response.end(JSON.stringify(body));
}
