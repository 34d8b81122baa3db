import type { Service } from './service.ts';

/** Status and parsed body of an HTTP answer. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** POSTs `body` as JSON (a string as it is) with the service's token; `headers` are added or replace. */
export async function post(
  service: Service,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<RestAnswer> {
  const response = await fetch(service.url.replace(/\/$/, '') + path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      authorization: `Bearer ${service.token}`,
      'content-type': 'application/json',
      ...headers,
    },
  });
  return { status: response.status, body: await response.json() };
}

/** The results of a pipeline, `{result}` or `{error}` each. Throws unless the server answers 200. */
export async function pipeline(service: Service, commands: readonly unknown[]): Promise<unknown> {
  const { status, body } = await post(service, '/pipeline', commands);
  if (status !== 200) {
    throw new Error(`/pipeline answered ${status}: ${JSON.stringify(body)}`);
  }
  return body;
}
