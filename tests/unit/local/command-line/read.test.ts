import { expect, test } from 'vitest';
import { programCommand } from '../../../../local/command-line/command.ts';
import { readCommandLine } from '../../../../local/command-line/read.ts';
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

test('an operand that begins like an option is one after --', async () => {
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

test.each([['--help'], ['-h'], ['help']])('the help of all commands is asked for by %s', (...args) => {
  expect(read(...args)).toEqual({ text: expect.stringContaining('\nCommands\n') });
});

test.each([
  [['third', '--help']],
  [['third', '-h']],
  [['help', 'third']],
  [['--help', 'third', '--json']],
  [['third', '--help', '--nonsense']],
])('the manual of a command is asked for by %j', (args) => {
  expect(read(...args)).toEqual({ text: expect.stringMatching(/^Usage: \.\/run\.sh third \[/) });
});

test('help for a command of another program is what that program says', () => {
  let given: readonly string[] = [];
  const program = programCommand({
    name: 'other',
    text: '',
    program: (args) => {
      given = args;
      throw new Error('not to be started here');
    },
  });

  const line = readCommandLine([program], ['help', 'other']);

  expect('run' in line && line.run).toThrow('not to be started here');
  expect(given).toEqual(['--help']);
});

test.each([['--version'], ['-V'], ['version'], ['second', '--version']])(
  '%s %s tells the version',
  (...args) => {
    expect(read(...args.filter((arg) => arg !== undefined))).toEqual({
      text: expect.stringMatching(/^etl-pipeline \d+\.\d+\.\d+$/),
    });
  },
);

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
  [['FIRST'], 'There is no command "FIRST". Did you mean first?'],
  [[''], 'There is no command "".'],
  [['first', 'now'], 'first takes no arguments.'],
  [['second', 'here', 'there'], 'second takes one place.'],
  [['--json'], 'first has no option --json.'],
  [['second', '--loud'], 'second has no option --loud.'],
  [['second', '--colour', 'red'], '--colour must be another colour.'],
])('%j is not understood: %s', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test.each([
  [['second', '--force'], 'There is no option --force.'],
  [['second', '--color', 'blue'], 'There is no option --color. Did you mean --colour?'],
  [['second', '--jsno'], 'There is no option --jsno. Did you mean --json?'],
  [['second', '-x'], 'There is no option -x.'],
  [['second', '--colour'], '--colour needs a value: --colour NAME.'],
  [
    ['second', '--colour', '--json'],
    '--colour needs a value, but --json follows it. If that is the value: --colour=--json',
  ],
  [['second', '--json=yes'], '--json takes no value, but was given "yes".'],
])('%j is a UsageError in our words: %s', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test.each(['second', 'third'])('what %s does not understand comes with where its help is', (name) => {
  expect(() => read(name, '--nonsense')).toThrow(
    expect.objectContaining({ hint: `See ./run.sh ${name} --help` }),
  );
});

test.each([
  [['secnod'], 'There is no command "secnod". Did you mean second?'],
  [['hepl'], 'There is no command "hepl". Did you mean help?'],
  [['help', 'thrid'], 'There is no command "thrid". Did you mean third?'],
  [['thrid', '--help'], 'There is no command "thrid". Did you mean third?'],
])('%j is taken for a slip: %s', (args, message) => {
  expect(() => read(...args)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});
