import { expect, test } from 'vitest';
import { programCommand } from '../../../../local/command-line/command.ts';
import { readCommandLine } from '../../../../local/command-line/read.ts';
import { UsageError } from '../../../../local/stack/settings.ts';
import { type Call, declaredCommands } from './declared.ts';

/** What is carried out for a command line. */
async function carriedOut(...args: string[]): Promise<Call | undefined> {
  let made: Call | undefined;
  const line = readCommandLine(
    declaredCommands((call) => {
      made = call;
    }),
    args,
  );
  if ('run' in line) {
    await line.run();
  }
  return made;
}
const read = (...args: string[]) => readCommandLine(declaredCommands(), args);

test('without a name it is the first command', async () => {
  expect(await carriedOut()).toEqual({ name: 'first', values: {}, operands: [] });
});

test.each([[['--loud']], [['first', '--loud']], [['--loud', 'first']]])(
  '%j is the first command with its option',
  async (args) => {
    expect(await carriedOut(...args)).toEqual({ name: 'first', values: { loud: true }, operands: [] });
  },
);

test('options may stand in any order, before the name too, and in both forms', async () => {
  const expected = { name: 'second', values: { colour: 'sky blue', json: true }, operands: ['there'] };

  expect(await carriedOut('--json', 'second', '--colour=sky blue', 'there')).toEqual(expected);
  expect(await carriedOut('--colour', 'sky blue', 'second', 'there', '--json')).toEqual(expected);
});

test('an operand that begins like an option is one behind --', async () => {
  expect(await carriedOut('second', '--', '--json')).toMatchObject({ values: {}, operands: ['--json'] });
});

test('a command is not carried out before that is asked for', () => {
  const calls: Call[] = [];

  readCommandLine(
    declaredCommands((call) => calls.push(call)),
    ['second'],
  );

  expect(calls).toEqual([]);
});

test.each([
  ['--help'],
  ['-h'],
  ['help'],
  ['second', '--help'],
  ['nonsense', '--help'],
  ['--help', 'second', '--colour', 'red'],
])('the help of all commands is asked for by %s %s %s %s', (...args) => {
  expect(read(...args.filter((arg) => arg !== undefined))).toEqual({
    help: expect.stringContaining('\nCommands\n'),
  });
});

test('a command with a manual shows that', () => {
  expect(read('third', '--help')).toEqual({ help: expect.stringMatching(/^Usage: \.\/run\.sh third \[/) });
});

test('a command of another program gets everything that stands behind its name, --help too', () => {
  let given: readonly string[] = [];
  const program = programCommand({
    name: 'other',
    text: '',
    program: (args) => {
      given = args;
      throw new Error('not to be started here');
    },
  });

  const line = readCommandLine([program], ['other', '--rows', '5', '--help', '--', '-x']);

  expect('run' in line && line.run).toThrow('not to be started here');
  expect(given).toEqual(['--rows', '5', '--help', '--', '-x']);
});

test.each([
  [['start'], 'There is no command "start".'],
  [['FIRST'], 'There is no command "FIRST".'],
  [[''], 'There is no command "".'],
  [['first', 'now'], 'first takes nothing after it.'],
  [['second', 'here', 'there'], 'second takes one place.'],
  [['--json'], 'first has no option --json.'],
  [['second', '--loud'], 'second has no option --loud.'],
  [['second', '--colour', 'red'], '--colour must be another colour.'],
])('%j is not understood: %s', (args, message) => {
  expect(() => read(...args)).toThrow(new UsageError(message));
});

test.each([
  [['second', '--force'], "Unknown option '--force'"],
  [['second', '-x'], "Unknown option '-x'"],
  [['second', '--colour'], "Option '--colour <value>' argument missing"],
  [['second', '--colour', '--json'], "'--colour' argument is ambiguous"],
  [['second', '--json=yes'], "Option '--json' does not take an argument"],
])('%j is a UsageError that says %s', (args, message) => {
  expect(() => read(...args)).toThrow(UsageError);
  expect(() => read(...args)).toThrow(message);
});

test.each([
  ['second', 'See ./run.sh --help'],
  ['third', 'Usage: ./run.sh third [--json]'],
])('what %s does not understand comes with a hint: %s', (name, hint) => {
  expect(() => read(name, '--nonsense')).toThrow(expect.objectContaining({ hint }));
});
