import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { requestIdOf } from './request-id.ts';

/** What a handler gets to see of an HTTP request. Header names are lower case. */
export interface HttpRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  /** Of the path: what stands in place of `{name}`, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The names in the query, in their order; one that was given twice is there twice. */
  readonly queryNames: readonly string[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
}

/** What follows from the headers alone. */
export type WithHeaders = Pick<HttpRequest, 'headers'>;

/** What every body in JSON has. */
export type JsonBody = Readonly<{ message: string; [member: string]: unknown }>;

/** An answer in JSON. */
export interface JsonReply<Body = JsonBody> {
  readonly status: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of another type, as text or as bytes; null is no body at all. */
export interface ContentReply {
  readonly status: number;
  readonly content: { readonly type: string; readonly data: string | Uint8Array } | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler answers with. */
export type HttpReply = JsonReply<unknown> | ContentReply;

/** An event of API Gateway's HTTP API, payload format 2.0; `invoke local` leaves out what it likes. */
export type HttpEvent = Partial<APIGatewayProxyEventV2> | undefined;

/** A response as API Gateway's payload format 2.0 wants it. */
export type HttpResponse = APIGatewayProxyStructuredResultV2 & {
  statusCode: number;
  headers: Record<string, string>;
};

/**
 * The request in an HTTP API event. An event without HTTP in it, such as that of a plain
 * `sls invoke local -f checkTable`, counts as a GET without parameters.
 */
export function toRequest(event: HttpEvent): HttpRequest {
  const http = event?.requestContext?.http;
  const headers = lowerCased(event?.headers ?? {});
  const body = bodyTextOf(event?.body, headers);
  return {
    requestId: requestIdOf(headers),
    method: http?.method ?? 'GET',
    path: http?.path ?? event?.rawPath ?? '/',
    params: event?.pathParameters ?? {},
    query: event?.queryStringParameters ?? {},
    queryNames: [...new URLSearchParams(event?.rawQueryString).keys()],
    headers,
    body: body !== undefined && event?.isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  };
}

/** The response to a reply. Not cached unless the reply says otherwise, since every answer is about a moment. */
export function toResponse(reply: HttpReply): HttpResponse {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  if ('body' in reply) {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    return {
      statusCode: reply.status,
      headers: { ...type, ...headers, ...reply.headers },
      body: JSON.stringify(reply.body),
    };
  }
  const { status, content } = reply;
  if (content === null) {
    return { statusCode: status, headers: { ...headers, ...reply.headers } };
  }
  const { type, data } = content;
  return {
    statusCode: status,
    headers: { 'content-type': type, ...headers, ...reply.headers },
    ...(typeof data === 'string'
      ? { body: data }
      : { body: Buffer.from(data).toString('base64'), isBase64Encoded: true }),
  };
}

/**
 * serverless-offline hands on the JSON texts `true`, `false` and numbers as what they stand for, and `null` and `""` as if there
 * were no body: but the headers say that there is one.
 */
function bodyTextOf(body: unknown, headers: HttpRequest['headers']): string | undefined {
  const isSent = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  if (body === undefined || body === null) {
    return isSent ? 'null' : undefined;
  }
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function lowerCased(headers: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** So many of something, in words: 1 run, 2 runs. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** So many rows of an input, in its own words. */
export function countedOf(
  count: number,
  { one, name }: { readonly one: string; readonly name: string },
): string {
  return `${count} ${count === 1 ? one : name}`;
}

/** A word as a sentence begins with it. */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
