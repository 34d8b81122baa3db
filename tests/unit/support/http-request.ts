import type { HttpRequest } from '../../../lib/http/message.ts';

/** A request as the logic of an endpoint gets it: GET / unless told. */
export function httpRequest(given: Partial<HttpRequest> = {}): HttpRequest {
  return {
    requestId: 'test',
    method: 'GET',
    path: '/',
    params: {},
    query: {},
    queryNames: Object.keys(given.query ?? {}),
    headers: {},
    body: undefined,
    ...given,
  };
}
