import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newFolder } from '../support/new-folder.ts';
import {
  finished,
  makePlace,
  type Place,
  PROJECT_DIR,
  removePlace,
  run,
  runOnTerminal,
  start,
} from './support/project.ts';
import { type RunningStack, startStack } from './support/stack.ts';

const FILES = ['users.csv', 'user_experiments.csv', 'compounds.csv'];

let place: Place;
let stack: RunningStack;
const { path: data, remove: removeData } = newFolder();
beforeAll(async () => {
  const { stateDir, settings } = await makePlace();
  place = { stateDir, settings: { ...settings, ETL_DATA_DIR: data, ETL_MAX_REJECT_RATIO: '0.8' } };
  restoreData();
  stack = await startStack(place);
});
afterEach(restoreData);
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
  removeData();
});

function restoreData(): void {
  for (const file of FILES) {
    copyFileSync(join(PROJECT_DIR, 'data', file), join(data, file));
  }
}
const etl = (...args: string[]) => run(['etl', ...args], place.settings);
const sql = async (query: string) => (await run(['sql', query], place.settings)).stdout;

describe('./run.sh etl', () => {
  test('fills the table, sums up and shows the first rows', async () => {
    const { code, stdout } = await etl('--as-of', '2024-01-01');

    expect(stdout).toMatch(/^Published: users_derivation has 10 users \(10 inserted\)\.\n/);
    expect(stdout).toMatch(/^Run etl-\d+ succeeded in \d+\.\d\d s \(as of 2024-01-01\)$/m);
    expect(stdout).toContain('24 read, 24 loaded, 0 rejected, 0 warnings');
    expect(stdout).toContain('10 inserted, 0 updated, 0 deleted, 0 unchanged');
    expect(stdout).toMatch(/^1 +Alice +alice@example.com +2023-01-01 +365 +2 +25 +2024-01-01$/m);
    expect(code).toBe(0);
  });

  test('--json prints the run record and nothing else on stdout', async () => {
    const { code, stdout } = await etl('--json', '--as-of', '2024-01-01');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      runId: expect.stringMatching(/^etl-\d+$/),
      state: 'succeeded',
      counts: {
        read: 24,
        loaded: 24,
        rejected: 0,
        warnings: 0,
        inserted: 0,
        updated: 0,
        deleted: 0,
        unchanged: 10,
      },
      asOf: '2024-01-01',
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      durationMs: expect.any(Number),
      error: null,
      rejects: [],
    });
  });

  test('counts a rejected row and says which kind', async () => {
    const path = join(data, 'user_experiments.csv');
    writeFileSync(path, `${readFileSync(path, 'utf8')}12,\t10,\t1;3,\tfast\n`);

    const { code, stdout } = await etl();

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Run etl-\d+ succeeded with rejects in /m);
    expect(stdout).toContain('25 read, 24 loaded, 1 rejected');
    expect(stdout).toMatch(/^ {2}since run etl-\d+: \+1 row read, \+1 reject/m);
    expect(stdout).toContain('experiments, experiment_run_time · not_an_integer');
    expect(stdout).toContain('user_experiments.csv:13: 12, 10, 1;3, fast');
  });

  test('names every unusable file and column at once, exits 1, and keeps the table', async () => {
    const table = await sql('SELECT * FROM users_derivation ORDER BY user_id');
    writeFileSync(join(data, 'users.csv'), 'name,email\nAlice,\n');
    rmSync(join(data, 'user_experiments.csv'));
    writeFileSync(join(data, 'compounds.csv'), '');

    const { code, stderr } = await etl();

    expect(code).toBe(1);
    expect(stderr).toContain(`${data}/users.csv: `);
    expect(stderr).toMatch(/user_id/);
    expect(stderr).toMatch(/signup_date/);
    expect(stderr).toContain(`${data}/user_experiments.csv: does not exist`);
    expect(stderr).toContain(`${data}/compounds.csv: `);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await sql('SELECT * FROM users_derivation ORDER BY user_id')).toBe(table);
  });

  test('reads the folder of the running stack unless one is named, and says so', async () => {
    const { code, stderr } = await run(['etl'], { ...place.settings, ETL_DATA_DIR: '' });

    expect(code).toBe(0);
    expect(stderr).toContain(`reads ${data}, and so does this run.`);
    expect(stderr).toMatch(/^Run etl-\d+ started, reading \/.+$/m);
  });

  test('refuses to delete most users, unless it is told to', async () => {
    const path = join(data, 'users.csv');
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').slice(0, 4).join('\n'));

    const refused = await etl();
    const accepted = await etl('--accept-deletes');

    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^Not published: 8 of 10 users would vanish\. The table is unchanged\.$/m);
    expect(refused.stderr).toContain(`It read the files in ${data}\n`);
    expect(refused.stderr).toMatch(/^ +.*ETL_STATE_DIR='.+' \.\/run\.sh etl --data '.+' --accept-deletes$/m);
    expect(refused.stderr).toContain('8 of 10 users of the last run would be deleted (80 %)');
    expect(refused.stderr).toContain('--accept-deletes');
    expect(accepted.code).toBe(0);
    expect(accepted.stdout).toContain('8 deleted');
  });
});

describe('what stands in the files', () => {
  // Line ends between lines are all that may be there of what steers a terminal or hides.
  const STEERING = /[^\P{Cc}\n]|\p{Cf}/u;

  function spoil(): void {
    const path = join(data, 'users.csv');
    const users = readFileSync(path, 'utf8').replace('Alice', '"Al\u001b[2J\u009b1m\n\u202eice"');
    writeFileSync(path, `${users}x\u001b]0;t\u0007\u200b,X,,2023-01-01\n`);
  }

  test('can not steer the terminal out of a table or a rejected row', async () => {
    spoil();

    const { code, stdout, stderr } = await etl();

    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(STEERING);
    expect(stdout).toMatch(/^1 +Al<U\+001B>\[2J<U\+009B>1m<U\+000A><U\+202E>ice +alice@example\.com /m);
    expect(stdout).toContain('users.csv:14: x<U+001B>]0;t<U+0007><U+200B>,X,,2023-01-01\n');
  });

  test('can not do so out of the reason why a run failed, wherever that is told', async () => {
    writeFileSync(join(data, 'users.csv'), 'user_id,\u001b[2J\u202e\n1,2\n');
    let logged = '';
    stack.process.stderr?.on('data', (chunk) => {
      logged += chunk;
    });

    const failed = await etl();
    const status = await run(['status'], place.settings);

    const printed = failed.stdout + failed.stderr + status.stdout + status.stderr + logged;
    expect(failed.code).toBe(1);
    expect(printed).not.toMatch(STEERING);
    expect(logged).toContain('<U+202E>');
    expect(failed.stderr).toContain('<U+001B>[2J<U+202E>');
  });

  test('is given to programs by sql as it is', async () => {
    expect(await sql("SELECT E'a\\u001b\\nb' AS text")).toBe('text\n"a\u001b\nb"\n');
  });

  test.runIf(process.platform === 'linux')('can not steer a terminal out of sql', async () => {
    const { shown } = await runOnTerminal(
      ['sql', 'SELECT chr(27) || chr(10) || chr(8238) AS t'],
      place.settings,
    );

    expect(shown).toContain('t\r\n<U+001B><U+000A><U+202E>\r\n');
  });
});

test.runIf(process.platform === 'linux')(
  'on a terminal etl shows one live line, and takes it away',
  async () => {
    const { code, shown } = await runOnTerminal(['etl'], place.settings);

    expect(code).toBe(0);
    expect(shown).toMatch(/\r[^\r\n]*\d+ % [^\r\n]* rows +0 rejected/);
    expect(shown).toMatch(/\r\S*Published: /);
  },
);

test('elsewhere etl has no cursor tricks', async () => {
  const { stderr } = await etl();

  expect(stderr).not.toContain('\r');
});

test('a reader that has seen enough is no failure', async () => {
  const command = 'set -o pipefail; ./run.sh etl | head -n 1';

  const { code, stdout, stderr } = await finished(start(['-c', command], place.settings, 'bash'));

  expect(code).toBe(0);
  expect(stdout).toMatch(/^Published: .*\n$/);
  expect(stderr).not.toContain('EPIPE');
});

describe('./run.sh status', () => {
  test('says where everything is, the dashboard first, and how the last run ended', async () => {
    await etl();

    const { code, stdout } = await run(['status'], place.settings);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Dashboard +http:\/\/127\.0\.0\.1:\d+\/ /m);
    expect(stdout).toContain('/docs ');
    expect(stdout).toMatch(/^Last run: etl-\d+ succeeded .* ago: 24 rows read, 0 rejected$/m);
  });

  test('says that nothing is running, with exit code 1', async () => {
    const other = await makePlace();

    const { code, stdout } = await run(['status'], other.settings);

    await removePlace(other);
    expect(code).toBe(1);
    expect(stdout).toContain('Nothing is running.');
  });
});

describe('what is not understood', () => {
  test.each([
    [['nope'], 'There is no command "nope".'],
    [['stauts'], 'There is no command "stauts". Did you mean status?'],
    [['etl', '--acept-deletes'], 'There is no option --acept-deletes. Did you mean --accept-deletes?'],
    [['reset'], 'Nobody can be asked here: add --yes'],
    [['etl', '--as-of', 'today'], '--as-of must be a date YYYY-MM-DD'],
    [['serve', '--json'], 'serve has no option --json.'],
    [['etl', '--data', '/nope/data'], 'A run would fail: '],
    [['etl', '--data', 'package.json'], 'is a file, not the folder with the files'],
    [['rejects', '--severity', 'error'], '--severity must be reject or warning, not "error".'],
    [['sql'], 'sql takes one query'],
  ])('%j exits 2 and says why', async (args, message) => {
    const { code, stderr } = await run(args, place.settings);

    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('an unusable port exits 2 and names its setting', async () => {
    const { code, stderr } = await run(['status'], { ...place.settings, API_PORT: 'http' });

    expect(code).toBe(2);
    expect(stderr).toContain('API_PORT must be a port');
  });
});

describe('./run.sh sql', () => {
  test('cannot change anything', async () => {
    const { code, stderr } = await run(
      ['sql', 'WITH d AS (DELETE FROM users_derivation RETURNING 1) SELECT 1'],
      place.settings,
    );

    expect(code).toBe(1);
    expect(stderr).toMatch(/sql: /);
  });

  test.each([
    ['DELETE FROM users_derivation', 'sql: read-only: SELECT only.'],
    ['DROP TABLE users_derivation', 'sql: read-only: SELECT only.'],
    ['EXPLAIN SELECT 1', 'sql: SELECT only: the query begins with EXPLAIN.'],
    ['SELECT nme FROM users_derivation', 'sql: there is no such column: '],
    ['SELECT a FORM b x', 'sql: the query has a mistake: '],
    ['SELECT 1/0', 'sql: the query failed: division by zero (SQLSTATE 22012)'],
  ])('%s is answered in our words', async (query, text) => {
    const { code, stderr } = await run(['sql', query], place.settings);

    expect(code).toBe(1);
    expect(stderr).toContain(text);
  });

  test('lists the tables when one is missing', async () => {
    const { code, stdout, stderr } = await run(['sql', 'SELECT nothing FROM nowhere'], place.settings);

    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^sql: there is no table nowhere\.\nTables: users_derivation, etl\./);
  });
});

describe('a busy port', () => {
  test('gives one line that names the port and its setting', async () => {
    const other = await makePlace();
    const server = createServer().listen(Number(other.settings['API_PORT']), '127.0.0.1');

    const { code, stderr } = await run(['etl'], other.settings);

    server.close();
    await removePlace(other);
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${other.settings['API_PORT']} is in use`);
    expect(stderr).toContain('API_PORT');
  });
});

test('--help names every command', async () => {
  const { code, stdout } = await run(['--help'], place.settings);

  expect(code).toBe(0);
  for (const command of ['serve', 'etl', 'runs', 'rejects', 'sql', 'status', 'reset', 'test', 'bench']) {
    expect(stdout).toContain(`  ${command}`);
  }
});

test.each(['serve', 'etl', 'check', 'runs', 'logs', 'sql', 'status', 'reset', 'test', 'bench'])(
  'after %s -h says how it is used, and nothing is started',
  async (command) => {
    const { code, stdout, stderr } = await run([command, '-h'], place.settings);

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Usage: ./run.sh ');
    expect(stdout).toContain(command);
  },
);
