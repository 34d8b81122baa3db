import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '../support/new-folder.ts';
import { makePlace, type Place, PROJECT_DIR, removePlace, run, runOnTerminal } from './support/project.ts';
import { type RunningStack, startStack } from './support/stack.ts';

const FILES = ['users.csv', 'user_experiments.csv', 'compounds.csv'];

let place: Place;
const { path: data, remove: removeData } = newFolder();
/** Of a run with a rejected row, then of one that published nothing. */
let [succeeded, failed]: [string, string] = ['', ''];

const command = async (...args: string[]) => await run(args, place.settings);
const runIdOf = ({ stdout }: { readonly stdout: string }): string => JSON.parse(stdout).runId;

beforeAll(async () => {
  const { stateDir, settings } = await makePlace();
  place = { stateDir, settings: { ...settings, ETL_DATA_DIR: data, ETL_MAX_REJECT_RATIO: '0.8' } };
  for (const file of FILES) {
    copyFileSync(join(PROJECT_DIR, 'data', file), join(data, file));
  }
  appendFileSync(join(data, 'users.csv'), '11,=Kim,kim@example.com,never\n');
  succeeded = runIdOf(await command('etl', '--json'));
  rmSync(join(data, 'users.csv'));
  failed = runIdOf(await command('etl', '--json'));
});
afterAll(async () => {
  await removePlace(place);
  removeData();
});

describe('without a stack', () => {
  test('runs lists the runs with what came of each, the newest first', async () => {
    const { code, stdout, stderr } = await command('runs');

    const [header, first, second] = stdout.split('\n');
    expect([code, stderr]).toEqual([0, '']);
    expect(header).toMatch(/^run +state +when +took +rows +rejected +result$/);
    expect(first).toMatch(
      new RegExp(`^${failed} +failed +\\d+ \\w+ ago .*Not published: .*The table is unchanged\\.$`),
    );
    expect(second).toMatch(
      new RegExp(`^${succeeded} +succeeded with rejects .* 1 +Published: users_derivation has 10 users`),
    );
  });

  test('runs --json is an array as the API has it, of at most --limit runs', async () => {
    const { stdout } = await command('runs', '--json', '--limit', '1');

    expect(JSON.parse(stdout)).toMatchObject([{ runId: failed, state: 'failed' }]);
  });

  test('run tells what came of the last run, what to do, and why', async () => {
    const { code, stdout } = await command('run');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Not published: .*The table is unchanged\.\n {2}\w/);
    expect(stdout).toContain(`./run.sh check '${data}'`);
    expect(stdout).toContain(`Run ${failed} failed`);
    expect(stdout).toContain(`${data}/users.csv: does not exist`);
  });

  test('a run that there is not is told in a line, with exit code 1', async () => {
    expect(await command('run', 'etl-nope')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no run etl-nope on record. ./run.sh runs lists all runs.\n',
    });
  });

  test('rejects tells the problems of a run, then its rows', async () => {
    const { code, stdout } = await command('rejects', '--run', succeeded);

    expect(code).toBe(0);
    expect(stdout).toContain('1 rejected');
    expect(stdout).toMatch(/^users\.csv:13: 11,=Kim,kim@example\.com,never$/m);
  });

  test('rejects --csv are all rows as the API has them, and nothing else', async () => {
    const { stdout, stderr } = await command('rejects', '--run', succeeded, '--input', 'users', '--csv');

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^file,line,.*\r\nusers,13,signup_date,bad_date,reject,"11,=Kim,.*\r\n$/);
  });

  test('an input that there is not is refused with those that there are', async () => {
    const { code, stderr } = await command('rejects', '--run', succeeded, '--input', 'user');

    expect(code).toBe(1);
    expect(stderr).toContain('input must be one of');
    expect(stderr).toContain('Did you mean users?');
  });

  test('rejects tells only what is asked for, and says where there is none of it', async () => {
    const { code, stdout } = await command('rejects', '--run', succeeded, '--severity', 'warning');

    expect(code).toBe(0);
    expect(stdout).toContain('no rejected rows and no warnings for --severity warning.');
  });

  test('cancel says that nothing is running', async () => {
    const { code, stderr } = await command('cancel');

    expect(code).toBe(1);
    expect(stderr).toContain('No stack is running');
  });

  test('status --json is one object, with exit code 1', async () => {
    const { code, stdout } = await command('status', '--json');

    expect([code, JSON.parse(stdout)]).toMatchObject([1, { state: 'stopped', pid: null, addresses: null }]);
  });

  test('logs tells the lines about a run, readable or as they are', async () => {
    const readable = await command('logs', failed);
    const lines = await command('logs', failed, '--json');

    expect(readable.stdout).toMatch(new RegExp(`^\\d\\d:\\d\\d:\\d\\dZ \\w+ +.* run ${failed}`, 'm'));
    expect(
      lines.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).runId),
    ).toContain(failed);
    expect(lines.stdout).not.toContain('"method":"GET"');
  });

  test('logs about a run that the log does not name is told so', async () => {
    const { code, stdout, stderr } = await command('logs', 'etl-nope');

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('etl-nope');
  });
});

describe.runIf(process.platform === 'linux')('on a terminal of 80 columns', () => {
  const COLUMNS = 80;

  test.each([[['runs']], [['run']], [['--help']], [['sql', 'SELECT * FROM users_derivation']]])(
    'no line of %j is wider',
    async (args) => {
      const { shown } = await runOnTerminal(args, place.settings);

      // A path is as long as it is.
      const lines = shown.split(/\r?\n/).filter((line) => !line.includes(data));
      expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
      expect(lines.length).toBeGreaterThan(2);
    },
  );
});

describe('beside a stack', () => {
  let stack: RunningStack;
  beforeAll(async () => {
    stack = await startStack(place);
  });
  afterAll(async () => {
    await stack?.stop();
  });

  test('runs says the same as without one', async () => {
    const { stdout } = await command('runs', '--json');

    expect(JSON.parse(stdout)).toMatchObject([{ runId: failed }, { runId: succeeded }]);
  });

  test('status --json tells the addresses and the last run, and no password', async () => {
    const { code, stdout } = await command('status', '--json');

    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { state: 'running', pid: stack.process.pid, addresses: { api: stack.api }, lastRun: { runId: failed } },
    ]);
    expect(stdout).not.toContain('password');
  });

  test('cancel says that no run is queued or running', async () => {
    const { code, stderr } = await command('cancel');

    expect([code, stderr]).toEqual([1, 'No run is queued or running: there is nothing to cancel.\n']);
  });

  test('cancel says of a run that has ended that it has', async () => {
    const { code, stderr } = await command('cancel', succeeded);

    expect([code, stderr]).toEqual([1, `Run ${succeeded} has already ended: there is nothing to cancel.\n`]);
  });

  test('reset without --yes does not begin where nobody can be asked', async () => {
    const { code, stderr } = await command('reset');

    expect(code).toBe(2);
    expect(stderr).toContain(`${place.stateDir}`);
    expect(stderr).toContain('--yes');
  });
});
