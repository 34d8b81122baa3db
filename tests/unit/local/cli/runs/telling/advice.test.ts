import { expect, test } from 'vitest';
import { adviceLines } from '../../../../../../local/cli/runs/telling/advice.ts';

const commandOf = (action: string, path: string | undefined, isUsual = false) =>
  adviceLines('etl-7', [{ action, text: '' }], path === undefined ? undefined : { path, isUsual })[1]?.trim();

test.each([
  ['accept_deletes', './run.sh etl --data /tmp/ten --accept-deletes'],
  ['run_again', './run.sh etl --data /tmp/ten'],
  ['correct_files', './run.sh check /tmp/ten'],
  ['see_rejects', './run.sh rejects --run etl-7'],
])('the command of %s is about the folder that the run read', (action, command) => {
  expect(commandOf(action, '/tmp/ten')).toBe(command);
});

test('the usual folder is not named', () => {
  expect(commandOf('accept_deletes', '/project/data', true)).toBe('./run.sh etl --accept-deletes');
  expect(commandOf('correct_files', '/project/data', true)).toBe('./run.sh check');
});

test('a folder of any name is one word', () => {
  expect(commandOf('run_again', "/tmp/Ann's files")).toBe("./run.sh etl --data '/tmp/Ann'\\''s files'");
});
