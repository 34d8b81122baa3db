import type * as z from 'zod/mini';
import { AirflowUnavailableError } from './errors.ts';
import type { Answer } from './session.ts';
import { readShape } from './shapes.ts';

/**
 * What an answer of 200 says, checked.
 * @throws AirflowUnavailableError for any other status, and for another shape.
 */
export function read<S extends z.ZodMiniType>(answer: Answer, shape: S, what: string): z.output<S> {
  if (answer.status !== 200) {
    throw unexpected(answer, what);
  }
  return readShape(shape, answer.body, what);
}

/**
 * Whether Airflow itself said no. It does so with a `detail`; a 404 without one comes from a proxy that has
 * lost Airflow, or from another server, and must not be taken for a DAG that is not there yet.
 */
export function isRefusal(answer: Answer, status: number): boolean {
  const { body } = answer;
  return answer.status === status && typeof body === 'object' && body !== null && 'detail' in body;
}

/** While a DAG whose file just broke is still listed, Airflow answers 400 with this text; later 404. */
export function refusesForImportErrors(answer: Answer): boolean {
  return isRefusal(answer, 400) && JSON.stringify(answer.body).includes('has import errors');
}

/** For a status that is no answer to this call. */
export function unexpected(answer: Answer, what: string): AirflowUnavailableError {
  return new AirflowUnavailableError(`Airflow answered ${what} with status ${answer.status}`);
}
