import { programCommand } from '../command-line/command.ts';

export const test = programCommand({
  name: 'test',
  operands: '[KIND …]',
  text: 'format, lint, types and all tests, or only some kinds of them',
  program: (args) => ['tests/run.ts', ...args],
});
