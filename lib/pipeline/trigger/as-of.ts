import type { Config } from '../../config.ts';
import type { RunConf } from './run-conf.ts';

const DAY_MS = 86_400_000;

/**
 * The date that days are counted to, YYYY-MM-DD, where the run's conf names none: the setting, or the day the DAG run was
 * queued, UTC. Not today's, so that a step that is tried again after midnight means the same.
 */
export function asOfDate({ ETL_AS_OF }: Pick<Config, 'ETL_AS_OF'>, queuedAt: Date): string {
  return ETL_AS_OF ?? dayOf(queuedAt);
}

/**
 * What is wrong with a run's date: one more than a day ahead is a typing error as a rule, and would be published. A day, since
 * east of Greenwich it may be tomorrow already.
 *
 * @param now when the run is, or was, asked for
 * @returns a text for people, or undefined when nothing is wrong
 */
export function futureDateProblem(
  asOf: string | undefined,
  { acceptFutureDate }: Pick<RunConf, 'acceptFutureDate'>,
  now: Date,
): string | undefined {
  if (asOf === undefined || acceptFutureDate || asOf <= dayOf(new Date(now.getTime() + DAY_MS))) {
    return undefined;
  }
  return `asOf ${asOf} is more than a day ahead of ${dayOf(now)} (UTC); if that is intended, add "acceptFutureDate": true`;
}

/** The day of a moment, UTC. */
function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
