import type { Aws } from './aws.ts';

/** How a call of a function ended: with its result, or with the message of its error. */
export type Invoked = { readonly result: unknown } | { readonly error: string };

/**
 * Calls a function through the Lambda API and waits for its end, as Airflow does.
 *
 * @param name of the function, with service and stage
 * @throws Error when the call does not reach the function
 */
export async function invoke(aws: Aws, name: string, event: unknown): Promise<Invoked> {
  const path = `/2015-03-31/functions/${name}/invocations`;
  const headers = { 'content-type': 'application/json' };
  const response = await aws.send('lambda', path, { method: 'POST', headers, body: JSON.stringify(event) });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${name} was answered with ${response.status}: ${text.slice(0, 500)}`);
  }
  const payload = JSON.parse(text);
  return response.headers.has('x-amz-function-error')
    ? { error: String(payload.errorMessage) }
    : { result: payload };
}
