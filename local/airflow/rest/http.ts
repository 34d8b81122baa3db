import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../http/read-body.ts';

/** An answer other than success: FastAPI's `{"detail": …}`, a text or a list of what is wrong. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, detail: unknown) {
    super(`HTTP ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** FastAPI's answer to one member of a request that is not as declared. `loc`: `body` or `query`, then its name. */
export function invalid(loc: (string | number)[], type: string, msg: string, input: unknown): HttpError {
  return new HttpError(422, [{ type, loc, msg, input }]);
}

/**
 * The body as a JSON object.
 * @throws HttpError 413 when it is larger than 1 MiB, 422 when it is no JSON object.
 */
export async function readJsonObject(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readBody(request);
  if (text === undefined) {
    throw new HttpError(413, 'Request body too large');
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid(['body', 0], 'json_invalid', 'JSON decode error', {});
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    return { ...body };
  }
  throw invalid(['body'], 'model_attributes_type', 'Input should be a valid dictionary', body);
}

/** Sends a JSON answer; a body of undefined sends none, as for 204. */
export function send(response: ServerResponse, status: number, body?: unknown): void {
  if (status === 401) {
    response.setHeader('www-authenticate', 'Bearer');
  }
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
