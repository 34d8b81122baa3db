import { expect, test } from 'vitest';
import { adviceLines, commandLine } from '../../../../../../local/cli/runs/telling/advice.ts';

const run = { runId: 'etl-7', asOf: '2026-01-02', queuedAt: '2026-01-02T10:00:00.000Z', error: null };

const commandOf = (action: string, path: string | undefined, isUsual = false, about = run) =>
  adviceLines(about, [{ action, text: '' }], path === undefined ? undefined : { path, isUsual })[1]?.trim();

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

test('a date that was chosen is chosen again', () => {
  expect(commandOf('run_again', undefined, true, { ...run, asOf: '2024-01-31' })).toBe(
    './run.sh etl --as-of 2024-01-31',
  );
});

test('a command is about the same database and the same model', () => {
  const environment = { ETL_STATE_DIR: '.local shop', ETL_MODEL: 'examples/shop', API_PORT: '5001' };

  expect(commandLine(['runs'], environment)).toBe(
    "ETL_MODEL=examples/shop ETL_STATE_DIR='.local shop' ./run.sh runs",
  );
});
