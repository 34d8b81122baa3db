import { ServiceError } from '../errors.ts';

/** The answers of a trigger that started nothing. The first two texts are the users' contract. */
export const refusals = {
  tooFrequent: (retryAfterS: number, reason: string) =>
    new ServiceError(400, 'TOO_FREQUENT', 'Trigger the API frequently, please try again later.', {
      retryAfterS,
      details: { reason },
    }),
  dagLoading: () =>
    new ServiceError(400, 'DAG_LOADING', 'Dag is loading, please try again later.', { retryAfterS: 5 }),
  importError: (files: readonly string[]) =>
    new ServiceError(
      502,
      'DAG_IMPORT_ERROR',
      `Airflow can't import the DAG: ${files.join(', ') || 'see its log'}`,
    ),
  paused: () =>
    new ServiceError(
      409,
      'DAG_PAUSED',
      'The DAG is paused in Airflow: a run would stay queued. Unpause it first.',
    ),
  airflowUnavailable: (cause: unknown) =>
    new ServiceError(503, 'AIRFLOW_UNAVAILABLE', 'Airflow is not available, please try again later', {
      cause,
      retryAfterS: 10,
    }),
  uncertain: (cause: unknown) =>
    new ServiceError(
      503,
      'TRIGGER_UNCERTAIN',
      'Airflow did not say whether the run was started, look before retrying',
      {
        cause,
        retryAfterS: 15,
      },
    ),
} as const;
