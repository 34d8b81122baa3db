import { expect, test } from 'vitest';
import { helpOf, manualOf } from '../../../local/command-line/help.ts';
import { readCommandLine } from '../../../local/command-line/read.ts';
import { COMMANDS } from '../../../local/commands.ts';

const read = (...args: string[]) => readCommandLine(COMMANDS, args);

const NAMES = [
  ...['serve', 'etl', 'check', 'runs', 'run', 'rejects', 'logs', 'cancel'],
  ...['sql', 'status', 'reset', 'test', 'bench'],
];

test.each(NAMES)('there is a command %s, and the help names it', (name) => {
  expect(COMMANDS.map((command) => command.name)).toContain(name);
  expect(helpOf(COMMANDS)).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
});

const TEXTS = [
  { name: 'help', text: helpOf(COMMANDS) },
  ...COMMANDS.flatMap((command) =>
    command.manual ? [{ name: command.name, text: manualOf(command, command.manual) }] : [],
  ),
];

test.each(TEXTS)('no line of the help of $name is wider than 80 columns', ({ text }) => {
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test.each(TEXTS.slice(1))(
  'the help of $name has its options, two examples and exit codes',
  ({ name, text }) => {
    const examples = text.match(/^ {2}\S.*run\.sh\b.*\n {6}\S/gm);

    expect(text).toContain(`Usage: ./run.sh ${name}`);
    expect(text).toMatch(/\nOptions\n(.+\n)+\nExamples\n(.+\n)+\nExit codes\n/);
    expect(examples?.length).toBeGreaterThanOrEqual(2);
  },
);

test('an option that several commands have is of one type, so it may stand before the name of any', () => {
  const types = new Map<string, Set<string>>();
  for (const [name, { type }] of COMMANDS.flatMap(({ options }) => Object.entries(options))) {
    types.set(name, (types.get(name) ?? new Set()).add(type));
  }

  expect([...types].filter(([, { size }]) => size > 1)).toEqual([]);
});

test.each([
  [['sql'], 'sql takes one query, in quotes.'],
  [['sql', 'SELECT', '1'], 'sql takes one query, in quotes.'],
  [['check', 'data', 'data'], 'check takes one folder.'],
  [['etl', 'data'], 'etl takes no arguments.'],
  [['serve', '--json'], 'serve has no option --json.'],
  [['--json'], 'serve has no option --json.'],
  [['sql', 'SELECT 1', '--json'], 'sql has no option --json.'],
  [['status', '--data', 'x'], 'status has no option --data.'],
  [['reset', '--accept-deletes'], 'reset has no option --accept-deletes.'],
  [['sql', 'SELECT 1', '--airflow'], 'sql has no option --airflow.'],
  [['serve', '--as-of', '2024-01-01'], 'serve has no option --as-of.'],
  [['runs', '--limit', '0'], '--limit must be a whole number from 1, not "0".'],
  [['rejects', '--limit', 'all'], '--limit must be a whole number from 1, not "all".'],
  [['rejects', '--csv', '--json'], '--csv writes all rows as CSV: leave out --json.'],
  [['rejects', '--csv', '--limit', '5'], '--csv writes all rows as CSV: leave out --limit.'],
  [['run', 'etl-1', 'etl-2'], 'run takes the id of one run.'],
  [['etl', '--acept-deletes'], 'There is no option --acept-deletes. Did you mean --accept-deletes?'],
])('%j is not understood: %s', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test.each([
  [['--airflow']],
  [['--data', './some data']],
  [['serve', '--data', './some data', '--airflow']],
  [['--data=./some data', 'serve']],
  [['etl', '--json', '--as-of=2024-02-29', '--data', './some data', '--accept-deletes', '--airflow']],
  [['etl', '--as-of', '9999-12-31', '--accept-future-date']],
  [['check', 'some data', '--json']],
  [['sql', '--', '-- all\nSELECT 1']],
  [['bench', 'data', '--rows', '5', '--help']],
  [['test', 'types', 'unit']],
  [['runs', '--limit', '5', '--json']],
  [['run']],
  [['run', 'etl-7', '--json']],
  [['rejects', '--run', 'etl-7', '--input', 'users', '--csv']],
  [['logs', 'etl-7', '--follow', '--limit', '10']],
  [['cancel']],
  [['status', '--json']],
  [['reset', '--yes']],
])('%j is understood', (args) => {
  expect(read(...args)).toHaveProperty('run');
});

test.each([
  [['etl', '--as-of', 'today'], '--as-of must be a date YYYY-MM-DD, not "today".'],
  [['etl', '--as-of', '9999-12-31'], '--as-of 9999-12-31 is more than a day ahead of'],
])('%j is refused before anything is started: %s', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
