import { type Command, command, programCommand } from '../../../../local/command-line/command.ts';

/** What a command was called with, when it is carried out. */
export interface Call {
  readonly name: string;
  readonly values: object;
  readonly operands: readonly string[];
}

/** Commands of the tests' own. They do nothing but tell `call` of themselves. */
export function declaredCommands(call: (call: Call) => void = () => undefined): readonly Command[] {
  const first = command({
    name: 'first',
    text: 'what is meant when nothing is named',
    manual: { about: 'First.', examples: [] },
    options: { loud: { type: 'boolean', text: 'louder' } },
    run: (values, operands) => done({ name: 'first', values, operands }),
  });
  const second = command({
    name: 'second',
    operands: '[PLACE]',
    text: 'takes one operand',
    manual: { about: 'Second.', examples: [] },
    options: {
      colour: {
        type: 'string',
        value: 'NAME',
        text: 'any but red,\nwhich is taken',
      },
      json: { type: 'boolean', text: 'as JSON' },
    },
    takes: { least: 0, most: 1, otherwise: 'second takes one place.' },
    refusal: ({ colour }) => (colour === 'red' ? '--colour must be another colour.' : undefined),
    run: (values, operands) => done({ name: 'second', values, operands }),
  });
  const third = command({
    name: 'third',
    text: 'has a manual',
    manual: {
      about: 'Third, at length.',
      examples: [['./run.sh third --json', 'third, for programs']],
      exitCodes: { 1: 'no third' },
    },
    options: { json: { type: 'boolean', text: 'as JSON' } },
    run: (values, operands) => done({ name: 'third', values, operands }),
  });
  const other = programCommand({
    name: 'other',
    operands: '[one|another|yet-another]',
    text: 'another program',
    program: (args) => ['other.ts', ...args],
  });
  return [first, second, third, other];

  function done(made: Call): Promise<number> {
    call(made);
    return Promise.resolve(0);
  }
}
