import * as z from 'zod/mini';
import { ServiceError } from '../errors.ts';
import { type RunConf, runConfMembers } from '../pipeline/run-conf.ts';
import type { HttpRequest } from './message.ts';

const schema = z.strictObject(
  runConfMembers,
  'the body must be a JSON object with asOf and acceptDeletes at most',
);

/**
 * The body of a trigger; a GET has none, and an empty one means the defaults.
 *
 * @throws ServiceError 400 INVALID_BODY saying what is wrong
 */
export function triggerBody(request: HttpRequest): RunConf {
  if (request.method !== 'POST' || !request.body?.trim()) return {};
  const parsed = schema.safeParse(fromJson(request.body));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message }) => message);
  throw new ServiceError(400, 'INVALID_BODY', `Invalid body: ${[...new Set(problems)].join('; ')}`);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(400, 'INVALID_BODY', 'Invalid body: it is not JSON');
  }
}
