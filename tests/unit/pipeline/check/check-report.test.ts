import { expect, test } from 'vitest';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { reportJson } from '../../../../lib/pipeline/check/check-report.ts';
import { problemsOf } from '../../../../lib/pipeline/check/problems.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const USERS = 'user_id,name,email,signup_date\n';
const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

async function checked(users: string, user_experiments?: string) {
  const config = await dataDirectory({
    users: USERS + users,
    ...(user_experiments !== undefined && { user_experiments: EXPERIMENTS + user_experiments }),
  });
  return { directory: config.ETL_DATA_DIR, result: await checkInputs(config, sampleModel) };
}

test('the report for scripts is plain JSON with counts, kinds and refusals', async () => {
  const { directory, result } = await checked('1,A,,never\n2,B,,2023-01-01\n');

  const report = JSON.parse(JSON.stringify(reportJson(result, sampleModel)));

  expect(report).toMatchObject({
    publishable: false,
    refusals: [{ gate: 'reject_ratio' }, { gate: 'reject_ratio' }],
  });
  expect(report.files[0]).toEqual({
    input: 'users',
    file: 'users.csv',
    sources: [
      {
        source: 'users.csv',
        path: `${directory}/users.csv`,
        encoding: 'identity',
        delimiter: ',',
        columns: ['user_id', 'name', 'email', 'signup_date'],
        absent: [],
      },
    ],
    counts: { read: 2, loaded: 1, rejected: 1, warnings: 0 },
    kinds: [
      {
        reason: 'bad_date',
        column: 'signup_date',
        severity: 'reject',
        count: 1,
        everyRow: false,
        meaning: 'signup_date is empty or not a real date (YYYY-MM-DD, or an ISO 8601 timestamp): "never"',
        hint: null,
        values: [],
        otherValues: 0,
        first: [{ source: 'users.csv', line: 2, lastLine: 2, seen: 'never', raw: '1,A,,never' }],
      },
    ],
    rows: [
      {
        line: 2,
        values: { user_id: '1', name: 'A', email: null, signup_date: null },
        unusable: ['signup_date'],
      },
      {
        line: 3,
        values: { user_id: '2', name: 'B', email: null, signup_date: '2023-01-01' },
        unusable: [],
      },
    ],
  });
});

test('the report for scripts says when a run would publish', async () => {
  const { result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');

  expect(reportJson(result, sampleModel)).toMatchObject({ publishable: true, refusals: [] });
});

test('problems of all files are told in one order, with the ids that are unknown and why they are', async () => {
  const { result } = await checked(
    '1,A,,never\n2,B,,2023-01-01\n',
    '1,1,1,5\n2,77,1,5\n3,1,1,5\n4,2,98;99,5\n5,2,99,5\n',
  );

  expect(reportJson(result, sampleModel)).toMatchObject({
    rejects: [
      { input: 'users', reason: 'bad_date', count: 1, values: [], otherValues: 0 },
      {
        ...{ input: 'experiments', column: 'user_id', reason: 'unknown_user', count: 3, otherValues: 0 },
        values: [
          {
            ...{ value: '1', count: 2 },
            because: { input: 'users', source: 'users.csv', line: 2, reason: 'bad_date' },
          },
          { value: '77', count: 1, because: null },
        ],
      },
      {
        ...{
          input: 'experiments',
          reason: 'unknown_compound',
          severity: 'warning',
          count: 3,
          otherValues: 0,
        },
        values: [
          { value: '99', count: 2, because: null },
          { value: '98', count: 1, because: null },
        ],
      },
    ],
  });
});

test('of more unknown ids than are told their number is told', async () => {
  const rows = Array.from({ length: 35 }, (_, n) => `${n},${n < 4 ? 500 : 900 + n},1,5\n`).join('');

  const { result } = await checked('1,A,,2023-01-01\n', rows);

  expect(reportJson(result, sampleModel)).toMatchObject({
    rejects: [
      {
        ...{ count: 35, otherValues: 12 },
        values: [{ value: '500', count: 4 }, ...Array.from({ length: 19 }, () => ({ count: 1 }))],
      },
    ],
  });
});

test('an unknown id without a rejected row is not hidden by more frequent ones that have one', async () => {
  const users = Array.from({ length: 30 }, (_, n) => `${n},A,,never\n`).join('');
  const experiments = Array.from({ length: 60 }, (_, n) => `${n},${n % 30},1,5\n`).join('');

  const { result } = await checked(users, `${experiments}60,999,1,5\n`);

  const [, unknown] = problemsOf(result);
  expect(unknown).toMatchObject({ reason: 'unknown_user', count: 61, otherValues: 11 });
  expect(unknown?.values.at(-1)).toEqual({ value: '999', count: 1, because: null });
});

test('a row is cut for scripts', async () => {
  const { result } = await checked(`1,A,,2023-01-01\nx,${'y'.repeat(500)},,2023-01-01\n`);

  expect(reportJson(result, sampleModel)).toMatchObject({
    rejects: [{ first: [{ raw: `x,${'y'.repeat(117)}…` }] }],
  });
});

test('a date that a run would refuse is told, and nothing is publishable then', async () => {
  const { result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');

  expect(reportJson({ ...result, dateProblem: 'asOf 3000-01-01 is far ahead' }, sampleModel)).toMatchObject({
    publishable: false,
    dateProblem: 'asOf 3000-01-01 is far ahead',
  });
});

test('rejects that stop no run are a notice for scripts', async () => {
  const compounds = 'compound_id,compound_name,compound_structure\n1,A,B\n2,N,N-Dimethylaniline,C\n';
  const result = await checkInputs(await dataDirectory({ compounds }), sampleModel);

  expect(reportJson(result, sampleModel)).toMatchObject({
    publishable: true,
    notices: [
      'compounds.csv: 1 of 2 rows were rejected (50 %); no feature reads compounds, so this does not stop the run',
    ],
  });
});

test('a column that the file lacks is told to scripts', async () => {
  const config = await dataDirectory({ users: 'user_id,signup_date,name\n1,2023-01-01,A\n' });

  const result = await checkInputs(config, sampleModel);

  expect(reportJson(result, sampleModel)).toMatchObject({
    files: expect.arrayContaining([
      expect.objectContaining({ sources: [expect.objectContaining({ absent: ['email'] })] }),
    ]),
  });
});
