import { expect, test } from 'vitest';
import { helpOf, manualOf } from '../../../../local/command-line/help.ts';
import { declaredCommands } from './declared.ts';

test('the help lists each command with its options, texts in one column', () => {
  const [, list] = helpOf(declaredCommands()).split('\n\nCommands\n');

  expect(list?.split('\n\n')[0]?.split('\n')).toEqual([
    '  first                 what is meant when nothing is named',
    '      --loud              louder',
    '  second [PLACE]        takes one operand',
    '                        and has two lines',
    '      --colour NAME       any but red,',
    '                          which is taken',
    '      --json              as JSON',
    '  third                 has a manual',
    '      --json              as JSON',
    '  other [one|another|yet-another]  another program',
  ]);
});

test('a manual says how the command is called, and what its options do', () => {
  const third = declaredCommands().find(({ name }) => name === 'third');

  expect(third && manualOf(third).split('\n')).toEqual([
    'Usage: ./run.sh third [--json]',
    '',
    'Third, at length.',
    '',
    '  --json      as JSON',
    '  -h, --help  this text',
    '',
    'That was third.',
  ]);
});
