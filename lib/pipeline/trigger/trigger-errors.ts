import { ServiceError } from '../../errors.ts';

/** The answers of a trigger that started nothing. The first two texts are the users' contract. */
export const refusals = {
  tooFrequent: (retryAfterS: number, reason: string) =>
    new ServiceError('TOO_FREQUENT', 'Trigger the API frequently, please try again later.', {
      retryAfterS,
      details: { reason },
    }),
  dagLoading: () => new ServiceError('DAG_LOADING', 'Dag is loading, please try again later.'),
  importError: (files: readonly string[]) =>
    new ServiceError(
      'DAG_IMPORT_ERROR',
      `Airflow can't import the DAG: ${files.join(', ') || 'see its log'}`,
    ),
  paused: () =>
    new ServiceError(
      'DAG_PAUSED',
      'The DAG is paused in Airflow, so a run would stay queued: unpause it first',
    ),
  uncertain: (cause: unknown) =>
    new ServiceError(
      'TRIGGER_UNCERTAIN',
      'Airflow did not say whether it started the run: look at the runs before you try again',
      { cause },
    ),
} as const;
