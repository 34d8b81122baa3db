import { expect, test } from 'vitest';
import { helpOf, manualOf } from '../../../../local/command-line/help.ts';
import { declaredCommands } from './declared.ts';

test('the help lists each command in one line, texts in one column', () => {
  const [, list] = helpOf(declaredCommands()).split('\n\nCommands\n');

  expect(list?.split('\n\n')[0]?.split('\n')).toEqual([
    '  first                            what is meant when nothing is named',
    '  second [PLACE]                   takes one operand',
    '  third                            has a manual',
    '  other [one|another|yet-another]  another program',
    '  help [COMMAND]                   this text, or all about one command',
    '  version                          the version; also --version and -V',
  ]);
});

test('a manual says how the command is called, what its options do, with examples and exit codes', () => {
  const third = declaredCommands().find(({ name }) => name === 'third');

  expect(third?.manual && manualOf(third, third.manual).split('\n')).toEqual([
    'Usage: ./run.sh third [OPTIONS]',
    '',
    'Third, at length.',
    '',
    'Options',
    '  --json      as JSON',
    '  -h, --help  this text',
    '',
    'Examples',
    '  ./run.sh third --json',
    '      third, for programs',
    '',
    'Exit codes',
    '  0  succeeded',
    '  1  no third',
    '  2  not understood; nothing was done',
  ]);
});
