import { expect, test } from 'vitest';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { reportJson, reportLines } from '../../../../lib/pipeline/check/check-report.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const USERS = 'user_id,name,email,signup_date\n';

async function checked(users: string) {
  const config = await dataDirectory({ users: USERS + users });
  return { directory: config.ETL_DATA_DIR, result: await checkInputs(config, sampleModel) };
}

/** The lines about a file. */
function blockOf(lines: readonly string[], file: string): readonly string[] {
  const head = lines.findIndex((line) => line.endsWith(`/${file}.csv`));
  return lines.slice(head, lines.indexOf('', head));
}

test('a faultless file is told by its path, how it was read and what it came to', async () => {
  const { directory, result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');

  const lines = reportLines(result, sampleModel);

  expect(blockOf(lines, 'users')).toEqual([
    `${directory}/users.csv`,
    '  comma between the columns user_id, name, email, signup_date',
    '  2 read, 2 loaded, 0 rejected, 0 warnings',
    '  lines 2 and 3 as understood:',
    '    user_id      1           2',
    '    name         A           B',
    '    email        NULL        NULL',
    '    signup_date  2023-01-01  2023-01-01',
  ]);
  expect(lines.at(-1)).toBe('A run would publish this.');
});

test('a column that the file lacks is told, since nobody sees a NULL coming', async () => {
  const config = await dataDirectory({ users: 'user_id,signup_date,name\n1,2023-01-01,A\n' });

  const result = await checkInputs(config, sampleModel);

  expect(blockOf(reportLines(result, sampleModel), 'users')[2]).toBe(
    '  no column email: its value is NULL in every row',
  );
  expect(JSON.stringify(reportJson(result, sampleModel))).toContain('"absent":["email"]');
});

test('each kind of defect is told in words, with its first three rows', async () => {
  const { result } = await checked(
    'x,A,,2023-01-01\ny,B,,2023-01-01\nz,C,,2023-01-01\nw,D,,2023-01-01\n5,E,,2023-01-01\n',
  );

  expect(blockOf(reportLines(result, sampleModel), 'users').slice(8)).toEqual([
    '  4 rejects not_an_integer: user_id is empty or not a whole number (digits only, or like 10.0): "x", "y", "z", …',
    '    "x" is a text: if ids of your data are texts, declare the column as textId(), with every column that goes with it',
    '    line 2: x,A,,2023-01-01',
    '    line 3: y,B,,2023-01-01',
    '    line 4: z,C,,2023-01-01',
  ]);
});

test('every gate that stays shut is told at the end', async () => {
  const { result } = await checked('x,A,,2023-01-01\n');

  const verdict = reportLines(result, sampleModel).slice(-result.refusals.length);

  expect(result.refusals.map(({ gate }) => gate)).toEqual(['reject_ratio', 'reject_ratio', 'no_users']);
  expect(verdict).toEqual(result.refusals.map(({ message }) => `A run would not publish this: ${message}`));
});

test('rejects that stop no run are a notice above the verdict, and one for scripts', async () => {
  const compounds = 'compound_id,compound_name,compound_structure\n1,A,B\n2,N,N-Dimethylaniline,C\n';
  const result = await checkInputs(await dataDirectory({ compounds }), sampleModel);

  const notice =
    'compounds.csv: 1 of 2 rows were rejected (50 %); no feature reads compounds, so this stops no run';
  expect(reportLines(result, sampleModel).slice(-3)).toEqual([notice, '', 'A run would publish this.']);
  expect(reportJson(result, sampleModel)).toMatchObject({ publishable: true, notices: [notice] });
});

test('a date that a run would refuse is told, and nothing is publishable then', async () => {
  const { result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');
  const dated = { ...result, dateProblem: 'asOf 3000-01-01 is far ahead' };

  expect(reportLines(dated, sampleModel).at(-1)).toBe('A run would fail: asOf 3000-01-01 is far ahead');
  expect(reportJson(dated, sampleModel)).toMatchObject({
    publishable: false,
    dateProblem: 'asOf 3000-01-01 is far ahead',
  });
});

test('a row of several lines is one line of the report, as it stands in the file', async () => {
  const { result } = await checked('1,A,,2023-01-01\nx,"two\r\nlines\t\u001b[2J\rover",,2023-01-01\n');

  const rows = reportLines(result, sampleModel).filter((line) => line.includes('lines 3 to 4:'));

  expect(rows).toEqual(['    lines 3 to 4: x,"two\r\nlines\t\u001b[2J\rover",,2023-01-01']);
});

test('a long row is cut', async () => {
  const { result } = await checked(`1,A,,2023-01-01\nx,${'y'.repeat(500)},,2023-01-01\n`);

  const [row = ''] = reportLines(result, sampleModel).filter((line) => line.includes('line 3:'));

  expect(row).toBe(`    line 3: x,${'y'.repeat(117)}…`);
});

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

/** The lines about the experiments, after those that show how they were read. */
async function ofExperiments(given: Parameters<typeof dataDirectory>[0]) {
  const config = await dataDirectory(given);
  const lines = reportLines(await checkInputs(config, sampleModel), sampleModel);
  const block = blockOf(lines, 'user_experiments');
  return { lines, block: block.slice(block.findIndex((line) => /^ {2}\d+ (reject|warning)/.test(line))) };
}

const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

test('a row that names several that are unknown is told once, with all of them', async () => {
  const { block } = await ofExperiments({
    user_experiments: `${EXPERIMENTS}1,1,98;1;99,5\n2,1,97,5\n`,
  });

  expect(block).toEqual([
    '  3 warnings unknown_compound: experiment_compound_ids names a compound that is not in the compounds file: "98", "99", "97"',
    '    line 2, compounds 98 and 99: 1,1,98;1;99,5',
    '    line 3, compound 97: 2,1,97,5',
  ]);
});

test('what every row has is told once, as a property of the file, with what to do', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => `${n},1,1,2,5\n`).join('');

  const { block, lines } = await ofExperiments({ user_experiments: EXPERIMENTS + rows });

  expect(block).toEqual([
    '  20 rejects wrong_column_count, of every row: 5 columns, the header has 4',
    '    experiment_compound_ids is probably "1,2", a list with commas between the ids: write semicolons, "1;2"',
    '    line 2, 5 columns: 0,1,1,2,5',
  ]);
  expect(lines.at(-1)).toMatch(/; all of them wrong_column_count: 5 columns, the header has 4$/);
});

test('what is refused by the fast path is told with what was seen as well', async () => {
  const { block } = await ofExperiments({
    user_experiments: `${EXPERIMENTS}1,1,1,1\u00a0234\n2,1,1\n3,1,1,5\n`,
  });

  expect(block.filter((line) => line.startsWith('    line '))).toEqual([
    '    line 2, "1<U+00A0>234": 1,1,1,1\u00a0234',
    '    line 3, 3 columns: 2,1,1',
  ]);
});

test('experiments of users who were rejected are told as what follows from it', async () => {
  const { block } = await ofExperiments({
    users: `${USERS}1,A,,never\n2,B,,2023-01-01\n`,
    user_experiments: `${EXPERIMENTS}1,1,1,5\n2,77,1,5\n`,
  });

  expect(block.slice(0, 2)).toEqual([
    '  2 rejects unknown_user: user_id names a user that is not in the users file: "1", "77"',
    '    of the 2 users that are named, 1 has a row in users.csv that was rejected: correct that row first',
  ]);
});
