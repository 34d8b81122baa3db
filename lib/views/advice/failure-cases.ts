import type { AnswerCode, RunCode } from '../../error-codes.ts';
import { type AdviceCase, codeCase } from './advice-case.ts';

const those = (codes: readonly (RunCode | AnswerCode)[], advice: AdviceCase['advice']): AdviceCase =>
  codeCase(codes, advice);

const SEE_LOGS = { action: 'see_logs', text: 'If it fails again, look at its log lines.' } as const;

/** What to do about runs that failed for another reason than a gate. */
export const FAILURE_CASES: readonly AdviceCase[] = [
  those(
    ['INPUT_UNUSABLE', 'UNCLOSED_QUOTE'],
    [
      { action: 'correct_files', text: 'Correct the files as the message says.' },
      { action: 'run_again', text: 'Then run again.' },
    ],
  ),
  those(
    ['INPUT_CHANGED'],
    [{ action: 'run_again', text: 'Wait until the files are written completely, then run again.' }, SEE_LOGS],
  ),
  those(
    ['SOURCES_UNAVAILABLE'],
    [{ action: 'run_again', text: 'Run again when the server of the files answers.' }, SEE_LOGS],
  ),
  those(['CANCELLED'], [{ action: 'run_again', text: 'Run again when you are ready.' }]),
  those(
    ['BAD_CONF', 'FUTURE_DATE'],
    [{ action: 'run_again', text: 'Run again with what the message asks for, or without a date.' }],
  ),
  those(
    ['TABLE_DIFFERS', 'OTHER_MODEL', 'SERVER_TOO_OLD', 'BAD_EVENT'],
    [{ action: 'run_again', text: 'Do what the message says, then run again.' }],
  ),
  those(
    ['TOO_MANY_PARTS', 'AGGREGATES_TOO_LARGE', 'TOO_MANY_KEYS', 'TOO_MANY_REPEATS'],
    [{ action: 'run_again', text: 'Change the setting that the message names, then run again.' }],
  ),
  those(
    ['RUN_ID_USED', 'RUN_CLOSED'],
    [{ action: 'run_again', text: 'Run again: the next run gets its own id.' }, SEE_LOGS],
  ),
  those(
    ['DATABASE_UNAVAILABLE', 'AIRFLOW_UNAVAILABLE'],
    [{ action: 'run_again', text: 'Run again when the service is back: /health shows it.' }, SEE_LOGS],
  ),
  those(
    ['ABANDONED', 'DAG_RUN_FAILED', 'NOT_RECORDED'],
    [{ action: 'run_again', text: 'Run again.' }, SEE_LOGS],
  ),
];
