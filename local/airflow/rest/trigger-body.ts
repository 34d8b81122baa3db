import { HttpError, invalid } from './http.ts';

/** What POST dagRuns accepts (Airflow's TriggerDAGRunPostBody), of what we use. */
export interface TriggerBody {
  runId: string | null;
  logicalDate: string | null;
  conf: Record<string, unknown>;
  note: string | null;
}

const members = new Set(['dag_run_id', 'logical_date', 'conf', 'note']);
/** Airflow's scheduler.allowed_run_id_pattern. */
const runIdPattern = /^[A-Za-z0-9_.~:+-]+$/;

/**
 * Checks the body as FastAPI does: `logical_date` has to be given, if only as null, and members that are not
 * declared are refused.
 * @throws HttpError 422 for a body of the wrong form, 400 for a run id with other characters.
 */
export function readTriggerBody(body: Record<string, unknown>): TriggerBody {
  for (const name of Object.keys(body)) {
    if (!members.has(name)) {
      throw invalid(['body', name], 'extra_forbidden', 'Extra inputs are not permitted', body[name]);
    }
  }
  if (!('logical_date' in body)) {
    throw invalid(['body', 'logical_date'], 'missing', 'Field required', body);
  }
  const runId = readText(body, 'dag_run_id') || null;
  if (runId !== null && !runIdPattern.test(runId)) {
    throw new HttpError(
      400,
      `The run_id provided '${runId}' does not match regex pattern '${runIdPattern.source}'`,
    );
  }
  return {
    runId,
    logicalDate: readDate(body, 'logical_date'),
    conf: readConf(body),
    note: readText(body, 'note'),
  };
}

function readText(body: Record<string, unknown>, name: string): string | null {
  const value = body[name] ?? null;
  if (value === null || typeof value === 'string') {
    return value;
  }
  throw invalid(['body', name], 'string_type', 'Input should be a valid string', value);
}

function readDate(body: Record<string, unknown>, name: string): string | null {
  const value = readText(body, name);
  if (value === null) {
    return null;
  }
  const withZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(value);
  const time = Date.parse(value);
  if (withZone && !Number.isNaN(time)) {
    return new Date(time).toISOString();
  }
  throw invalid(['body', name], 'timezone_aware', 'Input should have timezone info', value);
}

function readConf(body: Record<string, unknown>): Record<string, unknown> {
  const value = body['conf'] ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) {
    return { ...value };
  }
  throw invalid(['body', 'conf'], 'dict_type', 'Input should be a valid dictionary', value);
}
