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

  expect(blockOf(reportLines(result, sampleModel), 'users').slice(3)).toEqual([
    '  4 rejects not_an_integer: user_id is empty or not a whole number (digits only, or like 10.0)',
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

  const rows = reportLines(result, sampleModel).filter((line) => line.includes('line 3:'));

  expect(rows).toEqual(['    line 3: x,"two\r\nlines\t\u001b[2J\rover",,2023-01-01']);
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
        first: [{ source: 'users.csv', line: 2, raw: '1,A,,never' }],
      },
    ],
  });
});

test('the report for scripts says when a run would publish', async () => {
  const { result } = await checked('1,A,,2023-01-01\n2,B,,2023-01-01\n');

  expect(reportJson(result, sampleModel)).toMatchObject({ publishable: true, refusals: [] });
});
