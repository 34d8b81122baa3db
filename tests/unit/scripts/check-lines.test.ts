import { expect, test } from 'vitest';
import { checkInputs } from '../../../lib/pipeline/check/check.ts';
import { checkLines } from '../../../scripts/check-lines.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { dataDirectory } from '../support/data-directory.ts';

const PUBLISHABLE =
  'A run would publish this, unless too many users of the table would be deleted: only a run can tell.';

const USERS = 'user_id,name,email,signup_date\n';
const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

async function checked(users: string) {
  const config = await dataDirectory({ users: USERS + users });
  return { directory: config.ETL_DATA_DIR, result: await checkInputs(config, sampleModel) };
}

/** The lines from one that ends so up to the next empty one. */
function blockOf(lines: readonly string[], head: string): readonly string[] {
  const from = lines.findIndex((line) => line.endsWith(head));
  const to = lines.indexOf('', from);
  return lines.slice(from, to < 0 ? undefined : to);
}

/** The lines about what is wrong. */
const problemsIn = (lines: readonly string[]) => blockOf(lines, 'rows with a warning are.').slice(1);

async function problemsOf(given: Parameters<typeof dataDirectory>[0], width?: number) {
  const result = await checkInputs(await dataDirectory(given), sampleModel);
  return problemsIn(checkLines(result, sampleModel, { width }));
}

test('a faultless file is told by its path, how it was read and how many rows count', async () => {
  const { directory, result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');

  const lines = checkLines(result, sampleModel);

  expect(blockOf(lines, '/users.csv')).toEqual([
    `${directory}/users.csv`,
    '  comma between the columns user_id, name, email, signup_date',
    '  2 read, 2 loaded, 0 rejected, 0 warnings',
    '  lines 2 and 3 as understood:',
    '    user_id      1           2',
    '    name         A           B',
    '    email        NULL        NULL',
    '    signup_date  2023-01-01  2023-01-01',
  ]);
  expect(lines.at(-1)).toBe(PUBLISHABLE);
});

test('a column that the file lacks is told, since nobody sees a NULL coming', async () => {
  const config = await dataDirectory({ users: 'user_id,signup_date,name\n1,2023-01-01,A\n' });

  const lines = checkLines(await checkInputs(config, sampleModel), sampleModel);

  expect(blockOf(lines, '/users.csv')[2]).toBe('  the column email is missing, so it is NULL in every row');
});

test('each kind of problem is told in words, with its first three rows', async () => {
  const { result } = await checked(
    'x,A,,2023-01-01\ny,B,,2023-01-01\nz,C,,2023-01-01\nw,D,,2023-01-01\n5,E,,2023-01-01\n',
  );

  expect(problemsIn(checkLines(result, sampleModel)).slice(0, 6)).toEqual([
    '  4 rejected · user_id is empty or not a whole number (digits only, or like 10.0): "x", "y", "z", … · users, user_id · not_an_integer',
    '    "x" is a text: if your ids are texts, declare the column as textId() in inputs.ts of the model, and change the other columns with these ids as well',
    '    users.csv:2: x,A,,2023-01-01',
    '    users.csv:3: y,B,,2023-01-01',
    '    users.csv:4: z,C,,2023-01-01',
    '    and 1 more: check --all shows them',
  ]);
});

test('with all of them, each row of a problem is shown', async () => {
  const { result } = await checked(
    'x,A,,2023-01-01\ny,B,,2023-01-01\nz,C,,2023-01-01\nw,D,,2023-01-01\n5,E,,2023-01-01\n',
  );

  const lines = problemsIn(checkLines(result, sampleModel, { all: true }));

  expect(lines.filter((line) => line.includes('users.csv:'))).toHaveLength(4);
  expect(lines.join('\n')).not.toContain('more');
});

test('every gate that stays shut is told at the end', async () => {
  const { result } = await checked('x,A,,2023-01-01\n');

  const verdict = checkLines(result, sampleModel).slice(-result.refusals.length);

  expect(result.refusals.map(({ gate }) => gate)).toEqual(['reject_ratio', 'reject_ratio', 'no_users']);
  expect(verdict).toEqual(result.refusals.map(({ message }) => `A run would not publish this: ${message}`));
});

test('rejects that stop no run are a notice above the verdict', async () => {
  const compounds = 'compound_id,compound_name,compound_structure\n1,A,B\n2,N,N-Dimethylaniline,C\n';
  const result = await checkInputs(await dataDirectory({ compounds }), sampleModel);

  expect(checkLines(result, sampleModel).slice(-3)).toEqual([
    'compounds.csv: 1 of 2 rows were rejected (50 %); no feature reads compounds, so this does not stop the run',
    '',
    PUBLISHABLE,
  ]);
});

test('a date that a run would refuse is told at the end', async () => {
  const { result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');
  const dated = { ...result, dateProblem: 'asOf 3000-01-01 is far ahead' };

  expect(checkLines(dated, sampleModel).at(-1)).toBe('A run would fail: asOf 3000-01-01 is far ahead');
});

test('a row that names several that are unknown is told once, with all of them', async () => {
  const lines = await problemsOf({ user_experiments: `${EXPERIMENTS}1,1,98;1;99,5\n2,1,97,5\n` });

  expect(lines).toEqual([
    '  3 warnings · experiment_compound_ids names a compound that is not in the compounds file: "98", "99", "97" · experiments, experiment_compound_ids · unknown_compound',
    '    1 × 97, 1 × 98, 1 × 99',
    '    user_experiments.csv:2: "98", "99" in 1,1,98;1;99,5',
    '    user_experiments.csv:3: "97" in 2,1,97,5',
  ]);
});

test('what every row has is told once, as a property of the file, with what to do', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `${n},1,1,2,5\n`).join('');

  const lines = await problemsOf({ user_experiments: EXPERIMENTS + rows });

  expect(lines).toEqual([
    '  20 rejected (every row) · 5 columns, the header has 4 · experiments · wrong_column_count',
    '    experiment_compound_ids is probably "1,2", a list with commas between the ids: use semicolons, as in "1;2"',
    '    user_experiments.csv:2: 5 columns in 0,1,1,2,5',
  ]);
});

test('what is refused by the fast path is told with what was seen as well', async () => {
  const lines = await problemsOf({
    user_experiments: `${EXPERIMENTS}1,1,1,1\u00a0234\n2,1,1\n3,1,1,5\n`,
  });

  expect(lines.filter((line) => line.includes('.csv:'))).toEqual([
    '    user_experiments.csv:2: 1,1,1,1<U+00A0>234',
    '    user_experiments.csv:3: 3 columns in 2,1,1',
  ]);
});

test('experiments of users who were rejected are told as what follows from it, after those users', async () => {
  const lines = await problemsOf({
    users: `${USERS}1,A,,never\n2,B,,2023-01-01\n`,
    user_experiments: `${EXPERIMENTS}1,1,1,5\n2,1,1,5\n`,
  });

  expect(lines.filter((line) => !line.includes('.csv:'))).toEqual([
    expect.stringMatching(/^ {2}1 rejected · .* · users, signup_date · bad_date$/),
    '  2 rejected · user_id names a user that is not in the users file: "1" · experiments, user_id · unknown_user',
    '    the row of this user in users.csv was rejected: correct that row first',
    '    2 × 1: its row was rejected (users.csv, line 2, bad_date)',
  ]);
});

test('on a terminal sentences are wrapped between words', async () => {
  const lines = await problemsOf({ user_experiments: `${EXPERIMENTS}1,77,1,5\n` }, 66);

  expect(lines).toEqual([
    '  1 rejected · user_id names a user that is not in the users file:',
    '  "77" · experiments, user_id · unknown_user',
    '    1 × 77',
    '    user_experiments.csv:2: "77" in 1,77,1,5',
  ]);
});
