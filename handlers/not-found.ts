import { ServiceError } from '../lib/errors.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import type { HttpReply, HttpRequest } from '../lib/http/message.ts';
import { methodsOf } from '../lib/http/routes.ts';

/** Every request that no other function serves: an unknown path, or a known one with another method. */
export function notFound({ method, path }: HttpRequest): Promise<HttpReply> {
  const methods = methodsOf(path);
  // A path that is served comes here only when somebody invokes this function by hand.
  if (!methods || methods.includes(method))
    throw new ServiceError(404, 'NOT_FOUND', `There is nothing at ${path}`);
  const allow = methods.join(', ');
  throw new ServiceError(405, 'METHOD_NOT_ALLOWED', `${method} is not allowed here, use ${allow}`, {
    headers: { allow },
  });
}

export const handler = endpoint(notFound, {}, { open: true, methods: 'any' });
