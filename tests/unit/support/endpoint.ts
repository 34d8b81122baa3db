import type { Budget } from '../../../lib/budget.ts';
import type { Config } from '../../../lib/config.ts';
import type { EndpointFunction, EndpointOptions, HttpHandler } from '../../../lib/http/endpoint.ts';
import { captureLog } from './captured-log.ts';
import { freshProcess, REQUIRED_SETTINGS } from './environment.ts';
import { httpApiEvent, lambdaContext } from './http-api-event.ts';

/** The logic of an endpoint, as these tests write it. */
export type Logic = EndpointFunction<Record<string, unknown>>;

type Given = EndpointOptions & {
  readonly settings?: Readonly<Record<string, string>>;
  readonly providers?: Readonly<Record<string, (config: Config, budget: Budget) => unknown>>;
};

/** Logic that has nothing to do. */
export const answer: Logic = () => Promise.resolve({ status: 200, body: { message: 'done' } });

/** Logic wrapped as an endpoint, in a process with these settings, and what it logs. */
export async function endpointOf(run: Logic, given: Given = {}) {
  const { settings = REQUIRED_SETTINGS, providers = {}, ...options } = given;
  freshProcess(settings);
  const log = captureLog();
  const { endpoint } = await import('../../../lib/http/endpoint.ts');
  const handler = endpoint(run, providers, options);
  return { handler, log };
}

/** The class as an endpoint of endpointOf knows it: one imported before would be another. */
export const serviceError = async () => (await import('../../../lib/errors.ts')).ServiceError;

/** Calls a handler with plenty of time: a plain GET unless told. */
export const call = (handler: HttpHandler, event: Parameters<HttpHandler>[0] = httpApiEvent()) =>
  handler(event, lambdaContext());

/** The parsed body of a response. */
export const bodyOf = ({ body }: Awaited<ReturnType<HttpHandler>>) =>
  JSON.parse(body ?? '') as Record<string, unknown>;
