import { expect, test } from 'vitest';
import { helpOf } from '../../../local/command-line/help.ts';
import { readCommandLine } from '../../../local/command-line/read.ts';
import { COMMANDS } from '../../../local/commands.ts';

const read = (...args: string[]) => readCommandLine(COMMANDS, args);

test.each(['serve', 'etl', 'check', 'sql', 'status', 'reset', 'test', 'bench'])(
  'there is a command %s, and the help names it',
  (name) => {
    expect(COMMANDS.map((command) => command.name)).toContain(name);
    expect(helpOf(COMMANDS)).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
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
  [['etl', 'data'], 'etl takes nothing after it.'],
  [['serve', '--json'], 'serve has no option --json.'],
  [['--json'], 'serve has no option --json.'],
  [['sql', 'SELECT 1', '--json'], 'sql has no option --json.'],
  [['status', '--data', 'x'], 'status has no option --data.'],
  [['reset', '--accept-deletes'], 'reset has no option --accept-deletes.'],
  [['sql', 'SELECT 1', '--airflow'], 'sql has no option --airflow.'],
  [['serve', '--as-of', '2024-01-01'], 'serve has no option --as-of.'],
])('%j is not understood: %s', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test.each([
  [['--airflow']],
  [['etl', '--json', '--as-of=2024-02-29', '--data', './some data', '--accept-deletes', '--airflow']],
  [['etl', '--as-of', '9999-12-31', '--accept-future-date']],
  [['check', 'some data', '--json']],
  [['sql', '--', '-- all\nSELECT 1']],
  [['bench', 'data', '--rows', '5', '--help']],
  [['test', 'types', 'unit']],
])('%j is understood', (args) => {
  expect(read(...args)).toHaveProperty('run');
});

test.each([
  [['etl', '--as-of', 'today'], '--as-of must be a date YYYY-MM-DD, not "today".'],
  [['etl', '--as-of', '9999-12-31'], '--as-of 9999-12-31 is more than a day ahead of'],
])('%j is refused before anything is started: %s', (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
