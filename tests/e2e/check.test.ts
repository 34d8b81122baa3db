import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { finished, PROJECT_DIR, run, runOnTerminal, start } from './support/project.ts';

const FIXTURES_DIR = join(PROJECT_DIR, 'tests/fixtures/inputs');

let place: string;
let data: string;
let settings: Record<string, string>;
beforeEach(() => {
  place = temporaryFolder();
  data = join(place, 'my data');
  cpSync(join(PROJECT_DIR, 'data'), data, { recursive: true });
  // Nothing listens on port 9, and a state folder that is not there would be made by a stack.
  settings = {
    ETL_STATE_DIR: join(place, 'state'),
    ...{ API_PORT: '9', LAMBDA_PORT: '9', AIRFLOW_PORT: '9', POSTGRES_PORT: '9', REDIS_PORT: '9' },
  };
});

const check = (...args: string[]) => run(['check', ...args], settings);

function spoilExperiments(): void {
  const path = join(data, 'user_experiments.csv');
  writeFileSync(path, `${readFileSync(path, 'utf8')}90,1,1,abc\n91,999,1,1\n92,1,1;77,1\n`);
}

describe('./run.sh check DIR', () => {
  test('ends with 0 for files that a run would publish, and says how each was read', async () => {
    const { code, stdout } = await check(data);

    expect(code).toBe(0);
    expect(stdout).toContain(`${join(data, 'users.csv')}\n`);
    expect(stdout).toContain('comma between the columns user_id, name, email, signup_date');
    expect(stdout).toContain('11 read, 11 loaded, 0 rejected, 0 warnings');
    expect(stdout).toContain(
      'A run would publish this, unless too many users of the table would be deleted: only a run can tell.',
    );
  });

  test('ends with 1 when a gate would refuse them, with each kind of defect, its lines and the gate', async () => {
    spoilExperiments();

    const { code, stdout } = await check(data);

    expect(code).toBe(1);
    expect(stdout).toContain('14 read, 12 loaded, 2 rejected, 1 warning\n');
    expect(stdout).toContain('1 rejected · experiment_run_time is empty or not a whole number');
    expect(stdout).toMatch(/^ +user_experiments\.csv:13: 90,1,1,abc$/m);
    expect(stdout).toContain('1 rejected · user_id names a user that is not in the users file');
    expect(stdout).toContain('1 warning · experiment_compound_ids names a compound');
    expect(stdout).toContain(
      'A run would not publish this: user_experiments.csv: 2 of 14 rows were rejected',
    );
  });

  test('says how many rows of a problem are left out, and shows all of them with --all', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => `${90 + n},1,1,abc\n`).join('');
    const path = join(data, 'user_experiments.csv');
    writeFileSync(path, readFileSync(path, 'utf8') + rows);

    const [few, all] = [await check(data), await check(data, '--all')];

    expect(few.stdout.match(/csv:\d+: 9\d,1,1,abc$/gm)).toHaveLength(3);
    expect(few.stdout).toContain('    and 2 more: check --all shows them\n');
    expect(all.stdout.match(/csv:\d+: 9\d,1,1,abc$/gm)).toHaveLength(5);
    expect(all.stdout).not.toContain('--all');
  });

  test('mentions a file that by its name is one of an input, and is not read', async () => {
    writeFileSync(join(data, 'users-2.csv'), 'user_id,name,email,signup_date\n');

    const { code, stdout } = await check(data);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^users-2\.csv is not read: lib\/inputs\.ts reads users\.csv/m);
  });

  test('ends with 0 for defects within the limits', async () => {
    spoilExperiments();
    settings['ETL_MAX_REJECT_RATIO'] = '0.2';

    const { code, stdout } = await check(data);

    expect(code).toBe(0);
    expect(stdout).toContain('2 rejected');
  });

  test('ends with 1 when files cannot be used at all, with every reason on stderr', async () => {
    const { code, stdout, stderr } = await check(join(FIXTURES_DIR, 'all-three-unusable'));

    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('A run would fail: ');
    expect(stderr).toContain('is "usr_id" meant to be "user_id"?');
    expect(stderr).toContain('user_experiments.csv: the file is empty');
    expect(stderr).toContain('column "compound_id" is missing');
  });

  test('takes a folder relative to where the caller stands', async () => {
    const child = spawn(join(PROJECT_DIR, 'run.sh'), ['check', 'my data'], {
      cwd: place,
      env: { ...process.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

    const { code, stdout } = await finished(child);

    expect(code).toBe(0);
    expect(stdout).toContain(join(data, 'users.csv'));
  });

  test('takes ETL_DATA_DIR when no folder is given', async () => {
    settings['ETL_DATA_DIR'] = data;

    const { code, stdout } = await check();

    expect(code).toBe(0);
    expect(stdout).toContain(join(data, 'users.csv'));
  });

  test.each([
    ['an unknown option', ['--nonsense'], '--nonsense'],
    ['two folders', ['data', 'data'], 'check takes one folder'],
  ])('ends with 2 for %s, and says how it is used', async (_, args, said) => {
    const { code, stdout, stderr } = await check(...args);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
    expect(stderr).toContain('See ./run.sh check --help');
  });

  test('ends with 2 for a setting that is not understood', async () => {
    settings['ETL_MAX_REJECT_RATIO'] = 'a few';

    const { code, stderr } = await check(data);

    expect(code).toBe(2);
    expect(stderr).toContain('ETL_MAX_REJECT_RATIO');
  });

  test('says nothing on stderr where that is no terminal and it does not take long', async () => {
    const { stderr } = await check(data);

    expect(stderr).toBe('');
  });

  test.runIf(process.platform === 'linux')('shows on a terminal how far it is', async () => {
    const { code, shown } = await runOnTerminal(['check', data], settings);

    expect(code).toBe(0);
    expect(shown).toMatch(/\r[^\r\n]*\d+ % [^\r\n]* rows/);
    expect(shown).toContain('A run would publish this');
  });

  test('needs no database: it starts none and makes no state folder', async () => {
    const { code } = await check(data);

    expect(code).toBe(0);
    expect(existsSync(join(place, 'state'))).toBe(false);
  });
});

/** A folder, column names and rows that would steer a terminal, all of which check has to tell. */
function makeHostile(): string {
  const folder = join(place, 'a\u001b]0;x\u0007\nb\u202e');
  cpSync(data, folder, { recursive: true });
  const users = 'user_id,name,email,signup_date,\u001b[2Jmore\u009b\n1,A,,2023-01-01,x\n';
  const bad = 'x,"\u001b[1A\nA run would publish this.\r\u202e\u200b",,never,\n';
  writeFileSync(join(folder, 'users.csv'), users + bad);
  return folder;
}

// Line ends between lines are all that may be there of what steers a terminal or hides.
const STEERING = /[^\P{Cc}\n]|\p{Cf}/u;

describe('what stands in the files', () => {
  test('can neither steer a terminal nor begin a line of its own', async () => {
    const folder = makeHostile();

    const { code, stdout, stderr } = await check(folder);

    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).not.toMatch(STEERING);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        `${place}/a<U+001B>]0;x<U+0007><U+000A>b<U+202E>/users.csv`,
        '  comma between the columns user_id, name, email, signup_date, <U+001B>[2Jmore<U+009B>',
        '    users.csv:3-4: x,"<U+001B>[1A<U+000A>A run would publish this.<U+000D><U+202E><U+200B>",,never,',
      ]),
    );
    expect(stdout.split('\n').filter((line) => line.startsWith('A run would publish this'))).toEqual([]);
  });

  test('can not do so in a report for scripts either, which has every byte of it', async () => {
    const folder = makeHostile();

    const { stdout } = await check(folder, '--json');

    expect(stdout).not.toMatch(STEERING);
    expect(JSON.parse(stdout).files[0].sources[0]).toMatchObject({
      path: join(folder, 'users.csv'),
      columns: ['user_id', 'name', 'email', 'signup_date', '\u001b[2Jmore\u009b'],
    });
  });

  test('can not do so in an error', async () => {
    const folder = makeHostile();
    writeFileSync(join(folder, 'users.csv'), 'user_id,\u001b[2J\u202e\n1,2\n');

    const { code, stderr } = await check(folder);

    expect(code).toBe(1);
    expect(stderr).not.toMatch(STEERING);
    expect(stderr).toContain('<U+001B>[2J<U+202E>');
  });
});

test('a reader that has seen enough is no failure of check', async () => {
  spoilExperiments();
  // It leaves before check has written anything.
  const command = `set -o pipefail; ./run.sh check '${data}' | true`;

  const { code, stderr } = await finished(start(['-c', command], settings, 'bash'));

  expect([code, stderr]).toEqual([1, '']);
});

test('of many columns a reader may take the first bytes only', async () => {
  const names = Array.from({ length: 10_000 }, (_, n) => `further_${n}`).join(',');
  writeFileSync(
    join(data, 'users.csv'),
    `user_id,name,email,signup_date,${names}\n1,A,a@x.test,2023-01-01\n`,
  );
  const command = `set -o pipefail; ./run.sh check '${data}' | head -c 50`;

  const { code, stdout, stderr } = await finished(start(['-c', command], settings, 'bash'));

  expect([code, stderr]).toEqual([1, '']);
  expect(Buffer.byteLength(stdout)).toBe(50);
});

test.each([['--help'], ['-h']])('check %s says how it is used', async (option) => {
  const { code, stdout, stderr } = await check(option);

  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Usage: ./run.sh check [DIR] [OPTIONS]');
});

describe('./run.sh check DIR --json', () => {
  test('prints one JSON object on stdout and nothing else', async () => {
    spoilExperiments();

    const { code, stdout } = await check(data, '--json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      publishable: false,
      refusals: [{ gate: 'reject_ratio', message: expect.stringContaining('2 of 14 rows') }],
      files: [
        {
          file: 'users.csv',
          sources: [{ delimiter: ',', columns: ['user_id', 'name', 'email', 'signup_date'] }],
        },
        {
          file: 'user_experiments.csv',
          counts: { read: 14, loaded: 12, rejected: 2, warnings: 1 },
          kinds: expect.arrayContaining([
            expect.objectContaining({
              reason: 'unknown_user',
              column: 'user_id',
              severity: 'reject',
              count: 1,
              first: [
                { source: 'user_experiments.csv', line: 14, lastLine: 14, seen: '999', raw: '91,999,1,1' },
              ],
            }),
          ]),
        },
        { file: 'compounds.csv', counts: { read: 3, rejected: 0 }, kinds: [] },
      ],
    });
  });

  test('says publishable for faultless files', async () => {
    const { code, stdout } = await check('--json', data);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ publishable: true, refusals: [] });
  });
});
