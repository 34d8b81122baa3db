import type { AnswerCode } from '../../error-codes.ts';

/** How an error travels over HTTP. */
export interface Status {
  readonly status: number;
  /** Seconds after which trying again makes sense, unless the error itself knows better. */
  readonly retryAfterS?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The HTTP status of each code. */
export const STATUSES: Readonly<Record<AnswerCode, Status>> = {
  INVALID_PARAMETER: { status: 400 },
  INVALID_BODY: { status: 400 },
  TOO_FREQUENT: { status: 400 },
  DAG_LOADING: { status: 400, retryAfterS: 5 },
  API_KEY_REQUIRED: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
  UNINTENDED_REQUEST: { status: 403 },
  NOT_FOUND: { status: 404 },
  RUN_NOT_FOUND: { status: 404 },
  USER_NOT_FOUND: { status: 404 },
  TABLE_MISSING: { status: 404 },
  METHOD_NOT_ALLOWED: { status: 405 },
  DAG_PAUSED: { status: 409 },
  RUN_ENDED: { status: 409 },
  TABLE_EMPTY: { status: 500 },
  INTERNAL_ERROR: { status: 500 },
  DAG_IMPORT_ERROR: { status: 502 },
  AIRFLOW_UNAVAILABLE: { status: 503, retryAfterS: 10 },
  DATABASE_UNAVAILABLE: { status: 503, retryAfterS: 5 },
  // A migration that is under way has ended by then.
  SCHEMA_OLDER: { status: 503, retryAfterS: 10 },
  SCHEMA_NEWER: { status: 503, retryAfterS: 10 },
  TRIGGER_UNCERTAIN: { status: 503, retryAfterS: 15 },
  NOT_READY: { status: 503 },
  TIMEOUT: { status: 503, retryAfterS: 1 },
};

/** Statuses that a route answers codes with, where they are not the usual ones. */
export type OwnStatuses = Readonly<Partial<Record<AnswerCode, number>>>;

/** The status of a code on a route. */
export const statusOf = (code: AnswerCode, own: OwnStatuses = {}): number =>
  own[code] ?? STATUSES[code].status;
