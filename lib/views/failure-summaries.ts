import type { AnswerCode, RunCode } from '../error-codes.ts';
import type { RunError } from '../store/runs/runs.ts';

/**
 * What a failure is in one short clause, by its code, where the step that failed knew none that says more. The code of a step
 * that failed because a service is missing is that of an answer.
 */
const SUMMARIES: Readonly<Record<RunCode, string> & Partial<Record<AnswerCode, string>>> = {
  BAD_EVENT: 'a step was called with an event that cannot be used',
  BAD_CONF: 'the conf of the DAG run cannot be used',
  FUTURE_DATE: 'its date is more than a day ahead',
  RUN_ID_USED: 'another run already has its id',
  TABLE_DIFFERS: 'the table does not fit the model',
  OTHER_MODEL: 'the database belongs to another model',
  SERVER_TOO_OLD: 'the database server is too old',
  INPUT_UNUSABLE: 'the files cannot be used',
  TOO_MANY_PARTS: 'the files have too many parts',
  INPUT_CHANGED: 'a file changed while it was read',
  SOURCES_UNAVAILABLE: 'the server that has the files did not answer',
  UNCLOSED_QUOTE: 'a quote is opened and never closed',
  AGGREGATES_TOO_LARGE: 'the features need more memory than is allowed',
  TOO_MANY_KEYS: 'a part has more events than there is room for',
  TOO_MANY_REPEATS: 'too many ids occur several times',
  GATE: 'the result did not pass the gates',
  RUN_CLOSED: 'the run had already ended, or a later run was faster',
  STEP_FAILED: 'a step failed',
  DAG_RUN_FAILED: 'the DAG run failed in Airflow',
  ABANDONED: 'the DAG run ended in Airflow before it was published',
  NOT_RECORDED: 'the DAG run failed before its first step',
  CANCELLED: 'it was cancelled',
  AIRFLOW_UNAVAILABLE: 'Airflow did not answer',
  DATABASE_UNAVAILABLE: 'the database did not answer',
};

const byCode: ReadonlyMap<string, string> = new Map(Object.entries(SUMMARIES));

/** Why a run failed, in one short clause: what its step said, or what its code means. Null of a code that is not known any more. */
export function failureSummary({ code, summary }: Pick<RunError, 'code' | 'summary'>): string | null {
  return summary ?? byCode.get(code) ?? null;
}
