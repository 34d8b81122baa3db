import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { config } from './config.ts';
import { readEvent } from './event.ts';
import { type Logger, processLogger } from './logger.ts';
import { type Providers, provide } from './providers/provider.ts';
import { Budget } from './time-limits/budget.ts';

/** Milliseconds kept back of Lambda's time-out, for the function to say itself that it ran out of time. */
const RESERVE_MS = 1_000;

/** A Lambda handler that AWS itself calls, with something that has happened. Nobody waits for what it returns. */
export type Subscriber = (event: unknown, context: Context) => Promise<object>;

/**
 * Wraps the logic of a function that AWS calls with something that has happened, as a Lambda handler. It checks the event,
 * logs what came of it, and throws every error on: then the event is delivered once more, or put aside for people.
 *
 * @param name the function, for the log
 * @param schema what the event must look like; an event that does not fails with an InputError
 */
export function subscriber<S extends z.ZodMiniType<{ readonly id: string }>, D extends object>(
  name: string,
  schema: S,
  run: (
    event: z.output<S>,
    dependencies: NoInfer<D> & { readonly logger: Logger; readonly budget: Budget },
  ) => Promise<object>,
  providers: Providers<D, [Budget]>,
): Subscriber {
  const logic = async (given: unknown, context: Context): Promise<object> => {
    const named = processLogger.with({ function: name });
    try {
      const event = readEvent(name, schema, given);
      const logger = named.with({ eventId: event.id });
      const budget = new Budget(context.getRemainingTimeInMillis() - RESERVE_MS);
      const result = await run(event, { ...provide(providers, config(), budget), logger, budget });
      logger.info('event handled', { ...result });
      return result;
    } catch (error) {
      named.error('event failed', { error });
      throw error;
    }
  };

  return middy<unknown, object>(logic, {
    timeoutEarlyInMillis: RESERVE_MS / 2,
    timeoutEarlyResponse: () => {
      throw new Error(`the function ${name} ran out of time`);
    },
  });
}
