import { programCommand } from '../command-line/command.ts';

export const test = programCommand({
  name: 'test',
  operands: '[KIND …]',
  text: 'format, lint, types, and all tests; KIND native adds a real Airflow',
  program: (kinds) => ['tests/run.ts', ...kinds],
});
