import type { RunDetail, RunSummary } from '../../../lib/schemas/run.ts';

/** The states of a run that its page is looked at in. */
export type SampleName = 'running' | 'rejects' | 'gate' | 'plan' | 'cancelled';

const QUEUED = '2026-11-25T10:13:35.120Z';
const at = (seconds: number) => new Date(Date.parse(QUEUED) + seconds * 1000).toISOString();
const NO_COUNTS = {
  ...{ read: null, loaded: null, rejected: null, warnings: null },
  ...{ inserted: null, updated: null, deleted: null, unchanged: null },
};
const FOLDER = '/home/zoe/data/clinic/2026-11';

const sources: RunDetail['sources'] = [
  { input: 'users', source: 'users.csv', bytes: 15_612_301, modifiedAt: '2026-11-24T18:00:12.000Z' },
  {
    ...{ input: 'experiments', source: 'user_experiments.csv', bytes: 312_600_433 },
    modifiedAt: '2026-11-25T09:58:01.000Z',
  },
  { input: 'compounds', source: 'compounds.csv', bytes: 11_204, modifiedAt: '2026-06-01T08:00:00.000Z' },
];

const part = (
  number: number,
  input: string,
  [rowsRead, rejected, warnings]: readonly [number, number, number],
  [from, to]: readonly [number, number],
): RunDetail['progress']['parts'][number] => ({
  ...{ part: number, input, file: input === 'experiments' ? 'user_experiments' : input, state: 'loaded' },
  ...{ bytesDone: 78_150_108, bytesTotal: 78_150_108, rowsRead, rejected, warnings },
  ...{ startedAt: at(from), finishedAt: at(to) },
});

const PARTS = [
  part(0, 'users', [300_000, 26, 0], [0.9, 1.8]),
  part(1, 'experiments', [3_051_344, 0, 0], [0.9, 2.9]),
  part(2, 'experiments', [3_008_588, 9, 0], [1.8, 4.1]),
  part(3, 'experiments', [2_931_716, 3, 1_041], [2.9, 5.6]),
  part(4, 'compounds', [500, 0, 0], [4.1, 4.2]),
];

const kind = (
  own: Pick<RunDetail['rejects'][number], 'column' | 'reason' | 'count' | 'meaning'> &
    Partial<RunDetail['rejects'][number]>,
): RunDetail['rejects'][number] => ({
  ...{ input: 'experiments', file: 'user_experiments', severity: 'reject', everyRow: false },
  ...{ hint: null, values: [], otherValues: 0 },
  ...own,
});

const KINDS = [
  kind({
    ...{ input: 'users', file: 'users', column: 'signup_date', reason: 'bad_date', count: 26 },
    meaning: 'The date "31/02/2024" does not exist or is not written as 2024-02-29.',
    hint: 'All of them have the day first: write them as YYYY-MM-DD, or declare the format of the column.',
  }),
  kind({
    ...{ column: 'user_id', reason: 'unknown_user', count: 120 },
    meaning: 'No user has the id "1802".',
    hint: 'Most of them follow from rows of users that were rejected: correct these first.',
    values: [
      {
        ...{ value: '1802', count: 94 },
        because: { input: 'users', source: 'users.csv', line: 1802, reason: 'bad_date' },
      },
      { value: '99999999', count: 22, because: null },
    ],
    otherValues: 3,
  }),
  kind({
    ...{ column: 'experiment_run_time', reason: 'not_an_integer', count: 12 },
    meaning: '"12<U+00A0>000" is not a whole number.',
  }),
  kind({
    ...{ column: 'experiment_compound_ids', reason: 'bad_id_list', count: 12_041, severity: 'warning' },
    meaning: 'The list "7;;9" has an empty item, which is left out.',
  }),
];

const common: Omit<RunDetail, 'runId' | 'state' | 'message'> = {
  ...{ withRejects: null, asOf: '2026-11-25', acceptDeletes: false, result: null, error: null, advice: [] },
  ...{ queuedAt: QUEUED, startedAt: at(0.4), finishedAt: null, durationMs: null, counts: NO_COUNTS },
  ...{
    phase: null,
    usualDurationMs: 8_700,
    rowsPerSecond: null,
    location: FOLDER,
    nextLocation: FOLDER,
    sources,
  },
  ...{ requestId: '0c7b3a5e-2f64-4d0b-9f0e-6b1f4a9d2c11', airflowUrl: null, logs: '' },
  progress: { bytesDone: 0, bytesTotal: 328_223_938, rowsRead: 0, rejected: 0, parts: [] },
  ...{ steps: [], rejects: [], notices: [], previousRunId: 'etl-29926694', difference: null },
};

const step = (
  name: RunDetail['steps'][number]['step'],
  state: RunDetail['steps'][number]['state'],
  from: number | null = null,
  to: number | null = null,
): RunDetail['steps'][number] => ({
  ...{ step: name, state },
  startedAt: from === null ? null : at(from),
  finishedAt: to === null ? null : at(to),
});

const run = (runId: string, state: RunDetail['state'], own: Partial<RunDetail>): RunDetail => ({
  ...common,
  ...{ runId, state, message: `Run ${runId}: ${state}`, logs: `./run.sh logs ${runId}` },
  airflowUrl: `http://127.0.0.1:8080/dags/etl_pipeline/runs/${runId}`,
  ...own,
});

/** A run in each of these states, as the API tells it. */
export const SAMPLES: Readonly<Record<SampleName, RunDetail>> = {
  running: run('etl-29926695', 'running', {
    phase: 'load',
    advice: [{ action: 'wait', text: 'Wait: the table changes only at the end, all at once.' }],
    steps: [step('plan', 'done', 0.4, 0.8), step('load', 'running', 0.8), step('publish', 'pending')],
    progress: {
      ...{ bytesDone: 141_136_293, bytesTotal: 328_223_938, rowsRead: 5_301_223, rejected: 35 },
      parts: PARTS.map((one, index) => ({
        ...one,
        ...(index < 2 ? {} : { finishedAt: null, rejected: 0, warnings: 0 }),
        ...(index < 2
          ? {}
          : index === 2
            ? { state: 'loading', bytesDone: 31_000_000 }
            : { state: 'pending', bytesDone: 0, startedAt: null, rowsRead: 0 }),
      })),
    },
  }),
  rejects: run('etl-29926695', 'succeeded', {
    ...{ withRejects: true, finishedAt: at(9), durationMs: 9_000, rowsPerSecond: 1_366_723 },
    result:
      'Published: users_derivation has 299,974 users (12 inserted, 3 updated, 1 deleted). 158 rows were rejected.',
    advice: [
      { action: 'see_rejects', text: 'Look at the rejected rows: they are not in the table.' },
      { action: 'correct_files', text: 'To have them in the table, correct the files, then run again.' },
    ],
    counts: {
      ...{ read: 12_300_505, loaded: 12_300_347, rejected: 158, warnings: 12_041 },
      ...{ inserted: 12, updated: 3, deleted: 1, unchanged: 299_959 },
    },
    steps: [step('plan', 'done', 0.4, 0.8), step('load', 'done', 0.8, 7.2), step('publish', 'done', 7.3, 9)],
    progress: {
      ...{ bytesDone: 328_223_938, bytesTotal: 328_223_938, rowsRead: 12_300_505, rejected: 38 },
      parts: PARTS,
    },
    rejects: KINDS,
    notices: ['users.csv has the column "middle_name", which no input declares: it is not read.'],
    difference: { read: 1_200, loaded: 1_190, rejected: 10, warnings: -4, users: 11, durationMs: 325 },
  }),
  gate: run('etl-29926696', 'failed', {
    ...{ finishedAt: at(3.4), durationMs: 3_400, rowsPerSecond: 3_000, previousRunId: 'etl-29926695' },
    result: 'Not published: 99,990 of 100,000 users would vanish. The table is unchanged.',
    error: {
      ...{ step: 'publish', code: 'GATE', gates: ['deletions'] },
      summary: '99,990 of 100,000 users would vanish',
      message:
        '1 gate stayed shut:\ndeletions: 99,990 of the 100,000 users in users_derivation are in no file of this run (at most 50 % may vanish).\nA file that is cut off or of another month looks like that.',
    },
    advice: [
      {
        action: 'accept_deletes',
        text: 'If these rows are really to be deleted, run again and allow deletions.',
      },
      {
        action: 'correct_files',
        text: 'If not, check that the files are complete and the folder is the right one, then run again.',
      },
    ],
    counts: { ...NO_COUNTS, read: 10_210, loaded: 10_210, rejected: 0, warnings: 0 },
    steps: [
      step('plan', 'done', 0.4, 0.7),
      step('load', 'done', 0.7, 2.6),
      step('publish', 'failed', 2.7, 3.4),
    ],
    progress: {
      ...{ bytesDone: 900_000, bytesTotal: 900_000, rowsRead: 10_210, rejected: 0 },
      parts: PARTS.slice(0, 2),
    },
  }),
  plan: run('etl-29926697', 'failed', {
    ...{ finishedAt: at(0.9), durationMs: 900, usualDurationMs: null, sources: [] },
    result: 'Not published: 3 problems with the files. The table is unchanged.',
    error: {
      ...{ step: 'plan', code: 'INPUT_UNUSABLE', gates: [], summary: '3 problems with the files' },
      message:
        'users.csv: the column signup_date is missing; the header has user_id, name, email, joined. Rename joined to signup_date, or declare it.\nuser_experiments.csv was not found in /home/zoe/data/clinic/2026-11. There is user-experiments.csv: rename it.\ncompounds.csv: line 1 is no header: "1,Aspirin,CC(=O)OC1=CC=CC=C1C(=O)O"',
    },
    advice: [
      { action: 'correct_files', text: 'Correct the files as the message says.' },
      { action: 'run_again', text: 'Then run again.' },
    ],
    steps: [step('plan', 'failed', 0.4, 0.9), step('load', 'skipped'), step('publish', 'skipped')],
    progress: { ...common.progress, bytesTotal: 0 },
  }),
  cancelled: run('manual__2026-11-25T10:13:35.120000+00:00_of_somebody_with_a_long_name', 'failed', {
    ...{ finishedAt: at(2), durationMs: 2_000, usualDurationMs: null },
    result: 'Cancelled. The table is unchanged.',
    error: {
      ...{ step: 'load', code: 'CANCELLED', gates: [], summary: null },
      message: 'The run was cancelled.',
    },
    advice: [{ action: 'run_again', text: 'Run again when you are ready.' }],
    steps: [step('plan', 'done', 0.4, 0.8), step('load', 'failed', 0.8, 2), step('publish', 'skipped')],
  }),
};

/** The same run as a list has it. */
export function summaryOf(detail: RunDetail): RunSummary {
  const { runId, state, withRejects, asOf, acceptDeletes, queuedAt, startedAt, finishedAt } = detail;
  const { durationMs, counts, result, error } = detail;
  return {
    ...{ runId, state, withRejects, asOf, acceptDeletes, queuedAt, startedAt, finishedAt },
    ...{ durationMs, counts, result, error },
  };
}
