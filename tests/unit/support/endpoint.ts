import * as z from 'zod/mini';
import type { Config } from '../../../lib/config.ts';
import type { HttpHandler } from '../../../lib/http/http-handler.ts';
import type { HttpReply, HttpRequest } from '../../../lib/http/message.ts';
import type { OfTheRequest, RouteDeclaration } from '../../../lib/http/route/route.ts';
import type { Budget } from '../../../lib/time-limits/budget.ts';
import { captureLog } from './captured-log.ts';
import { freshProcess, REQUIRED_SETTINGS } from './environment.ts';
import { httpApiEvent, lambdaContext } from './http-api-event.ts';

/** The logic of a route, as these tests write it. */
export type Logic = (
  request: Omit<HttpRequest, 'params' | 'query' | 'body'> & { readonly query: object; readonly body: object },
  dependencies: Record<string, unknown> & OfTheRequest,
) => Promise<HttpReply>;

type Given = Partial<Omit<RouteDeclaration, 'params' | 'answer'>> & {
  readonly settings?: Readonly<Record<string, string>>;
  readonly providers?: Readonly<Record<string, (config: Config, budget: Budget) => unknown>>;
};

/** Logic that has nothing to do. */
export const answer: Logic = () => Promise.resolve({ status: 200, body: { message: 'done' } });

/** The methods of a route with a POST. */
export const WITH_POST = { GET: { summary: 'Read' }, POST: { summary: 'Write' } };

/** Logic as the endpoint of a route, in a process with these settings, and what it logs. */
export async function endpointOf(run: Logic, given: Given = {}) {
  const { settings = REQUIRED_SETTINGS, providers = {}, ...declaration } = given;
  freshProcess(settings);
  const log = captureLog();
  const { endpoint } = await import('../../../lib/http/endpoint.ts');
  const { defineRoute } = await import('../../../lib/http/route/route.ts');
  const route = defineRoute({
    path: '/',
    tag: 'Service',
    methods: { GET: { summary: 'Read' } },
    answer: { description: 'Done', json: z.unknown() },
    errors: [],
    dependencies: providers,
    run,
    ...declaration,
  });
  return { handler: endpoint(route), log };
}

/** The class as an endpoint of endpointOf knows it: one imported before would be another. */
export const serviceError = async () => (await import('../../../lib/errors.ts')).ServiceError;

/** Calls a handler with plenty of time: a plain GET unless told. */
export const call = (handler: HttpHandler, event: Parameters<HttpHandler>[0] = httpApiEvent()) =>
  handler(event, lambdaContext());

/** The parsed body of a response. */
export const bodyOf = ({ body }: Awaited<ReturnType<HttpHandler>>) =>
  JSON.parse(body ?? '') as Record<string, unknown>;
