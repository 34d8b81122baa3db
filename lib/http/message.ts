import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { requestIdOf } from './request-id.ts';

/** What a handler gets to see of an HTTP request. Header names are lower case. */
export type HttpRequest = {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | undefined;
};

/** What a handler answers with; `message` is part of every body. */
export type HttpReply = {
  readonly status: number;
  readonly body: Readonly<{ message: string; [member: string]: unknown }>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A response as API Gateway's payload format 2.0 wants it. */
export type HttpResponse = APIGatewayProxyStructuredResultV2 & {
  statusCode: number;
  headers: Record<string, string>;
};

/**
 * The request in an HTTP API event. An event without HTTP in it, such as that of a plain
 * `sls invoke local -f checkTable`, counts as a GET without parameters.
 */
export function toRequest(event: Partial<APIGatewayProxyEventV2> | undefined): HttpRequest {
  const http = event?.requestContext?.http;
  const body = event?.body ?? undefined;
  const headers = lowerCased(event?.headers);
  return {
    requestId: requestIdOf(headers),
    method: http?.method ?? 'GET',
    path: http?.path ?? event?.rawPath ?? '/',
    query: event?.queryStringParameters ?? {},
    headers,
    body: body !== undefined && event?.isBase64Encoded ? Buffer.from(body, 'base64').toString() : body,
  };
}

/** The response to a reply: JSON, never cached, since every answer is about a moment. */
export function toResponse(reply: HttpReply): HttpResponse {
  return {
    statusCode: reply.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...reply.headers,
    },
    body: JSON.stringify(reply.body),
  };
}

function lowerCased(headers: Readonly<Record<string, string | undefined>> = {}) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
