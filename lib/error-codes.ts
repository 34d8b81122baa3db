/**
 * The one catalogue of error codes: what programs tell errors by, with what each means. A code is never given another
 * meaning, and none is thrown that is not here. `/docs` lists them out of this file.
 */

/** Codes of answers that are errors. Which HTTP status each has: lib/http/reply/statuses.ts. */
export const ANSWER_CODES = {
  INVALID_PARAMETER:
    'a parameter or the cursor can not be used, is not known, or is given twice; the message names it',
  INVALID_BODY: 'the body can not be used; the message says why',
  TOO_FREQUENT: 'another run was triggered a moment ago, or is under way',
  DAG_LOADING: 'Airflow has not loaded the DAG yet',
  API_KEY_REQUIRED: 'the API key is missing or wrong',
  UNINTENDED_REQUEST: 'a prefetch, or a page of another site, must not start or cancel a run',
  NOT_FOUND: 'there is nothing at that path',
  RUN_NOT_FOUND: 'there is no such run',
  USER_NOT_FOUND: 'there is no row of that id',
  TABLE_MISSING: 'there is no table yet: no run has published',
  TABLE_EMPTY: 'the table has no rows',
  METHOD_NOT_ALLOWED: 'another method is wanted, see the header Allow',
  DAG_PAUSED: 'the DAG is paused in Airflow',
  RUN_ENDED: 'the run has ended already: there is nothing to cancel',
  INTERNAL_ERROR: 'an error of ours; its text is in the log, under the request id',
  DAG_IMPORT_ERROR: "Airflow can't import the DAG's file",
  AIRFLOW_UNAVAILABLE: 'Airflow does not answer',
  DATABASE_UNAVAILABLE: 'the database does not answer',
  SCHEMA_OLDER: 'the schema of the database is of an older release, and was not migrated',
  SCHEMA_NEWER: 'the schema of the database is of a newer release',
  TRIGGER_UNCERTAIN: 'Airflow did not say whether it started the run: look before trying again',
  NOT_READY: 'a dependency is not ready; `dependencies` says which',
  TIMEOUT: 'the answer took too long',
} as const;
export type AnswerCode = keyof typeof ANSWER_CODES;

/** Codes of the errors of runs, as `error.code` of a run has them; a step that failed because a service is missing has that one's. */
export const RUN_CODES = {
  BAD_EVENT: 'a step was invoked with an event that can not be used',
  BAD_CONF: 'the conf of the DAG run can not be used',
  FUTURE_DATE: 'its date is more than a day ahead, and `acceptFutureDate` is not given',
  RUN_ID_USED: 'another run is recorded under its id',
  TABLE_DIFFERS: 'the table has another key than the model declares, or columns of other types',
  OTHER_MODEL: 'the database has the rows and runs of another model',
  INPUT_UNUSABLE: 'files are missing, or can not be read as what they should be',
  TOO_MANY_PARTS: 'the files would be cut into more parts than Airflow can map over',
  INPUT_CHANGED: 'a file changed while the run read it',
  UNCLOSED_QUOTE:
    'a quote is opened and never closed: of runs of earlier releases, in this one its line is a reject',
  AGGREGATES_TOO_LARGE:
    'what the features need of the rows takes more memory than is allowed; the message names the largest',
  TOO_MANY_KEYS: 'one part has more events than there is room for their keys',
  TOO_MANY_REPEATS: 'more ids that are texts occur several times than there is room for',
  GATE: 'the result was not to replace the table: too many rejects, or too many rows gone',
  RUN_CLOSED: 'it was closed, or overtaken by a later run, while a step was at work',
  STEP_FAILED: 'a step failed for another reason; the message is its error',
  DAG_RUN_FAILED: 'the DAG run failed outside of our steps',
  ABANDONED: 'Airflow has ended it, or knows nothing of it, and nobody told us',
  NOT_RECORDED: 'the DAG run failed before its first step',
  CANCELLED: 'somebody cancelled it; the table is unchanged',
} as const;
export type RunCode = keyof typeof RUN_CODES;
