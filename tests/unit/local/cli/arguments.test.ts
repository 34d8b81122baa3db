import { expect, test } from 'vitest';
import { COMMANDS, readCommandLine } from '../../../../local/cli/arguments.ts';
import { HELP } from '../../../../local/cli/help.ts';
import { UsageError } from '../../../../local/stack/settings.ts';

const nothing = {
  operands: [],
  data: undefined,
  asOf: undefined,
  json: false,
  acceptDeletes: false,
  acceptFutureDate: false,
  airflow: false,
};

test('without a command it is serve', () => {
  expect(readCommandLine([])).toEqual({ ...nothing, command: 'serve' });
});

test.each(['serve', 'etl', 'status', 'reset'])('the command %s stands alone', (command) => {
  expect(readCommandLine([command])).toEqual({ ...nothing, command });
});

test('etl takes all of its options, in any order and in both forms', () => {
  const line = readCommandLine([
    '--json',
    'etl',
    '--as-of=2024-02-29',
    '--data',
    './some data',
    '--accept-deletes',
    '--accept-future-date',
    '--airflow',
  ]);

  expect(line).toEqual({
    command: 'etl',
    operands: [],
    data: './some data',
    asOf: '2024-02-29',
    json: true,
    acceptDeletes: true,
    acceptFutureDate: true,
    airflow: true,
  });
});

test.each([[['serve', '--airflow']], [['--airflow']]])('%j is the stack with real Airflow', (args) => {
  expect(readCommandLine(args)).toMatchObject({ command: 'serve', airflow: true });
});

test('sql takes one query', () => {
  const query = "SELECT count(*) FROM users_derivation WHERE name = '--data'";

  expect(readCommandLine(['sql', query])).toEqual({ ...nothing, command: 'sql', operands: [query] });
});

test('a query that begins like an option is one behind --', () => {
  expect(readCommandLine(['sql', '--', '-- all\nSELECT 1'])).toMatchObject({
    operands: ['-- all\nSELECT 1'],
  });
});

test.each([
  ['--help'],
  ['-h'],
  ['help'],
  ['etl', '--help'],
  ['nonsense', '--help'],
  ['--help', 'etl', '--as-of', 'never'],
])('help is asked for by %s %s %s %s', (...args) => {
  expect(readCommandLine(args.filter((arg) => arg !== undefined)).command).toBe('help');
});

test.each(COMMANDS)('help names the command %s', (command) => {
  expect(HELP).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
});

test.each(['--data', '--as-of', '--accept-deletes', '--accept-future-date', '--json', '--airflow'])(
  'help names the option %s',
  (option) => {
    expect(HELP).toContain(option);
  },
);

test.each([
  [['start'], 'There is no command "start".'],
  [['ETL'], 'There is no command "ETL".'],
  [[''], 'There is no command "".'],
  [['sql'], 'sql takes one query, in quotes.'],
  [['sql', 'SELECT', '1'], 'sql takes one query, in quotes.'],
  [['etl', 'data'], 'etl takes nothing behind it.'],
  [['serve', 'now'], 'serve takes nothing behind it.'],
  [['serve', '--json'], 'serve has no option --json.'],
  [['--json'], 'serve has no option --json.'],
  [['sql', 'SELECT 1', '--json'], 'sql has no option --json.'],
  [['status', '--data', 'x'], 'status has no option --data.'],
  [['reset', '--accept-deletes'], 'reset has no option --accept-deletes.'],
  [['sql', 'SELECT 1', '--airflow'], 'sql has no option --airflow.'],
  [['serve', '--as-of', '2024-01-01'], 'serve has no option --as-of.'],
])('%j is not understood: %s', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(new UsageError(message));
});

test.each([
  [['etl', '--force'], "Unknown option '--force'"],
  [['etl', '-x'], "Unknown option '-x'"],
  [['etl', '--data'], "Option '--data <value>' argument missing"],
  [['etl', '--as-of'], "Option '--as-of <value>' argument missing"],
  [['etl', '--data', '--json'], "'--data' argument is ambiguous"],
  [['etl', '--json=yes'], "Option '--json' does not take an argument"],
])('%j is a UsageError that says %s', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(UsageError);
  expect(() => readCommandLine(args)).toThrow(message);
});

test.each(['2024-02-29', '2023-12-31', '0001-01-01'])('--as-of %s is a date', (asOf) => {
  expect(readCommandLine(['etl', '--as-of', asOf]).asOf).toBe(asOf);
});

test.each([
  '0000-01-01',
  '2023-02-29',
  '2023-13-01',
  '2023-00-10',
  '2023-04-31',
  '2023-1-1',
  '01/02/2023',
  '2023-01-01T00:00:00Z',
  ' 2023-01-01',
  'today',
  '',
])('--as-of %j is no date, and told before anything is started', (asOf) => {
  expect(() => readCommandLine(['etl', `--as-of=${asOf}`])).toThrow(
    new UsageError(`--as-of must be a date YYYY-MM-DD, not "${asOf}".`),
  );
});

const NOON = new Date('2024-02-28T12:00:00Z');

test('--as-of may be tomorrow, which it is already east of here', () => {
  expect(readCommandLine(['etl', '--as-of', '2024-02-29'], NOON).asOf).toBe('2024-02-29');
});

test.each(['2024-03-01', '3989-02-13'])(
  '--as-of %s is too far ahead, and told before anything is started',
  (asOf) => {
    expect(() => readCommandLine(['etl', '--as-of', asOf], NOON)).toThrow(
      new UsageError(
        `--as-of ${asOf} is more than a day ahead of 2024-02-28 (UTC). If it is meant, add --accept-future-date.`,
      ),
    );
  },
);

test('--accept-future-date takes any date', () => {
  const line = readCommandLine(['etl', '--as-of', '9999-12-31', '--accept-future-date'], NOON);

  expect(line).toMatchObject({ asOf: '9999-12-31', acceptFutureDate: true });
});
