import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { calendarMoment } from './calendar.ts';
import type { Database } from './clients/postgres.ts';
import { config } from './config.ts';
import { messageOf, stepFailure } from './errors.ts';
import { readEvent } from './event.ts';
import { type Logger, processLogger } from './logger.ts';
import { type Providers, provide } from './providers/provider.ts';
import { isStorable, UNSTORABLE } from './storable.ts';
import { recordError } from './store/runs/run-records.ts';
import { withinMs } from './time-limits/time-limit.ts';

/** Milliseconds kept back of Lambda's time-out, for the step to say itself that it ran out of time. */
const RESERVE_MS = 5_000;

/** Milliseconds that recording an error may take; the DAG's failure callback fills in what is missing. */
const RECORD_MS = 3_000;

/** The id of a run, in the event of every step. */
export const runIdSchema = z
  .string('runId must be a text')
  .check(z.minLength(1), z.maxLength(250), z.refine(isStorable, `runId ${UNSTORABLE}`));

/** When Airflow queued the DAG run; a step invoked by hand may leave it out. */
export const queuedAtSchema = z.optional(
  calendarMoment('queuedAt must be an ISO 8601 timestamp of the years 0001 to 9999'),
);

/** What the event of every step says about its run. */
interface RunEvent {
  readonly runId: string;
  readonly queuedAt?: Date | undefined;
}

/** A Lambda handler as the Lambda Invoke API calls it. */
export type StepHandler = (event: unknown, context: Context) => Promise<object>;

/**
 * Wraps the logic of one DAG step as a Lambda handler. It checks the event, logs with the run's id, and on a
 * failure records the error in the run and throws it on, since a returned error would count as success. It
 * returns an object always: serverless-offline mangles strings and null.
 *
 * @param name the step, for the log and for the run's error
 * @param schema what the event must look like; an event that does not fails with an InputError
 */
export function step<S extends z.ZodMiniType<RunEvent>, D extends { readonly database: Database }>(
  name: string,
  schema: S,
  run: (event: z.output<S>, dependencies: NoInfer<D> & { readonly logger: Logger }) => Promise<object>,
  providers: Providers<D>,
): StepHandler {
  const logic = async (given: unknown): Promise<object> => {
    const event = readEvent(name, schema, given);
    const logger = processLogger.with({ step: name, runId: event.runId });
    const dependencies = { ...provide(providers, config()), logger };
    const startedAt = performance.now();
    try {
      const result = await run(event, dependencies);
      logger.info('step done', { durationMs: Math.round(performance.now() - startedAt), ...result });
      return result;
    } catch (error) {
      logger.error('step failed', { durationMs: Math.round(performance.now() - startedAt), error });
      await record(name, event, error, dependencies);
      throw error;
    }
  };

  return middy<unknown, object>(logic, {
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: () => {
      throw new Error(`the step ${name} ran out of time`);
    },
  });
}

/** Notes in the run why this step failed, as far as the database lets us. */
async function record(
  step: string,
  { runId, queuedAt }: RunEvent,
  error: unknown,
  { database, logger }: { readonly database: Database; readonly logger: Logger },
): Promise<void> {
  try {
    await withinMs(recordError(database, runId, queuedAt, { step, ...stepFailure(error) }), RECORD_MS);
  } catch (failure) {
    logger.warn('the error could not be saved in the run', { reason: messageOf(failure) });
  }
}
