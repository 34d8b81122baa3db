import type * as z from 'zod/mini';
import { InputError } from './errors.ts';

/**
 * The event with which a function was called, by its schema.
 *
 * @param name the function, for the message
 * @throws InputError BAD_EVENT naming every member that can't be used
 */
export function readEvent<S extends z.ZodMiniType>(name: string, schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (result.success) {
    return result.data;
  }
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  throw new InputError('BAD_EVENT', `the event of ${name} can't be used: ${problems.join('; ')}`);
}
