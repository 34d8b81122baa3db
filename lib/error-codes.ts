/**
 * The one catalogue of error codes: what programs tell errors by, with what each means. A code is never given another
 * meaning, and none is thrown that is not here. `/docs` lists them out of this file.
 */

/** Codes of answers that are errors. Which HTTP status each has: lib/http/reply/statuses.ts. */
export const ANSWER_CODES = {
  INVALID_PARAMETER: 'a parameter or the cursor is unknown, invalid or given twice; the message names it',
  INVALID_BODY: 'the body is invalid; the message says why',
  TOO_FREQUENT: 'another run was triggered a moment ago, or is still running',
  DAG_LOADING: 'Airflow has not loaded the DAG yet',
  API_KEY_REQUIRED: 'the API key is missing or wrong',
  UNINTENDED_REQUEST:
    'the request was a prefetch, or came from a page of another site: neither may start or cancel a run',
  NOT_FOUND: 'there is nothing at that path',
  RUN_NOT_FOUND: 'there is no such run',
  USER_NOT_FOUND: 'no row has that id',
  TABLE_MISSING: 'there is no table yet: no run has published one',
  TABLE_EMPTY: 'the table has no rows',
  METHOD_NOT_ALLOWED: 'the path does not take this method; the header Allow names those it takes',
  DAG_PAUSED: 'the DAG is paused in Airflow',
  RUN_ENDED: 'the run has already ended: there is nothing to cancel',
  INTERNAL_ERROR: 'an error in this service; the log has its text under the request id',
  DAG_IMPORT_ERROR: "Airflow can't import the DAG's file",
  AIRFLOW_UNAVAILABLE: 'Airflow does not answer',
  DATABASE_UNAVAILABLE: 'the database does not answer',
  SCHEMA_OLDER: 'the database has the schema of an older release: it was not migrated',
  SCHEMA_NEWER: 'the database has the schema of a newer release',
  TRIGGER_UNCERTAIN: 'Airflow did not say whether it started the run: look at the runs before you try again',
  NOT_READY: 'a dependency is not ready; `dependencies` says which',
  TIMEOUT: 'the answer took too long',
} as const;
export type AnswerCode = keyof typeof ANSWER_CODES;

/** Codes of the errors of runs, as `error.code` of a run has them; a step that failed because a service is missing has that one's. */
export const RUN_CODES = {
  BAD_EVENT: 'a step was invoked with an invalid event',
  BAD_CONF: 'the conf of the DAG run is invalid',
  FUTURE_DATE: 'its date is more than a day ahead, without `acceptFutureDate`',
  RUN_ID_USED: 'its id already belongs to another run',
  TABLE_DIFFERS: 'the key or the column types of the table differ from the model',
  OTHER_MODEL: 'the database has rows and runs of another model',
  SERVER_TOO_OLD: 'the database server is older than PostgreSQL 17; the message has its version',
  INPUT_UNUSABLE: "files are missing, or can't be read; the message names each of them",
  TOO_MANY_PARTS: 'the files would be cut into more parts than Airflow can map over',
  INPUT_CHANGED: 'a file changed while the run read it',
  SOURCES_UNAVAILABLE: 'the server that has the files, such as S3, did not answer in time',
  UNCLOSED_QUOTE: 'a quote is never closed (only in runs of earlier releases; this release rejects the row)',
  AGGREGATES_TOO_LARGE:
    'the features need more memory than is allowed; the message names the one that needs most',
  TOO_MANY_KEYS: 'one part has more events than there is room for keys',
  TOO_MANY_REPEATS: 'more text ids occur several times than there is room for',
  GATE: 'a safety check stopped the run before publishing: too many rejects, or too many rows would be deleted',
  RUN_CLOSED: 'the run was closed, or overtaken by a later run, while a step was working',
  STEP_FAILED: 'a step failed for another reason; the message has its error',
  DAG_RUN_FAILED: 'the DAG run failed in Airflow, outside the steps',
  ABANDONED: 'Airflow ended the run, or does not know it, and did not report that',
  NOT_RECORDED: 'the DAG run failed before its first step',
  CANCELLED: 'somebody cancelled it; the table is unchanged',
} as const;
export type RunCode = keyof typeof RUN_CODES;
