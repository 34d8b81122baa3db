import { HttpError, invalid } from './http.ts';

/** What PATCH of a run accepts (Airflow's DAGRunPatchBody). */
const members = new Set(['state', 'note']);
/** The states that Airflow lets a run be set to. */
const mutableStates = ['queued', 'success', 'failed'];

/**
 * Checks the body of a PATCH that ends a run as failed, as FastAPI does. What Airflow can do besides is refused, not ignored.
 * @throws HttpError 422 for a body of the wrong form, 400 for what only Airflow can do.
 */
export function readPatchBody(body: Record<string, unknown>): void {
  for (const name of Object.keys(body)) {
    if (!members.has(name)) {
      throw invalid(['body', name], 'extra_forbidden', 'Extra inputs are not permitted', body[name]);
    }
  }
  const { state } = body;
  if (!mutableStates.some((valid) => valid === state)) {
    throw invalid(['body', 'state'], 'enum', "Input should be 'queued', 'success' or 'failed'", state);
  }
  if (state !== 'failed' || 'note' in body) {
    throw new HttpError(400, 'The emulator can set a run to failed, and nothing else');
  }
}
