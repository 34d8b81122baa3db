import type { Config } from '../config.ts';

/**
 * The date that days are counted to, YYYY-MM-DD, where the run's conf names none: the setting, or the day the DAG run was
 * queued, UTC. Not today's, so that a step that is tried again after midnight means the same.
 */
export function asOfDate({ ETL_AS_OF }: Pick<Config, 'ETL_AS_OF'>, queuedAt: Date): string {
  return ETL_AS_OF ?? queuedAt.toISOString().slice(0, 10);
}
