import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../lib/clients/postgres.ts';
import { makePlace, type Place, PROJECT_DIR, removePlace, run } from './support/project.ts';
import { ask, awaitFilledTable, startStack, triggerPatiently } from './support/stack.ts';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(() => removePlace(place));

const record = () => JSON.parse(readFileSync(join(place.stateDir, 'stack.json'), 'utf8'));

/** The process of this place's Postgres server, found by its port. */
async function postmasterPid(): Promise<number> {
  const sql = connectPostgres(record().addresses.database.admin, { statementTimeoutMs: 10_000 });
  const [row] = await sql`SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int AS pid`;
  await sql.end();
  return row?.['pid'];
}

describe('a stack that was killed', () => {
  test('the supervisor alone: the next start stops what it left, and works', async () => {
    const first = await startStack(place);
    await triggerPatiently(first);
    await awaitFilledTable(first);
    process.kill(record().pid, 'SIGKILL');
    await first.ended;

    const second = await startStack(place);
    const answer = await ask(second, '/check/feature_derivation');

    await second.stop();
    expect(answer.body).toMatchObject({ count: 10 });
  });

  test('Postgres alone: the stack says so and ends with 1, and the next start works', async () => {
    const first = await startStack(place);
    process.kill(await postmasterPid(), 'SIGKILL');
    const ended = await first.ended;

    const again = await run(['etl', '--json'], place.settings);

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('PostgreSQL has ended');
    expect(again, again.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"state":"succeeded"'),
    });
  });

  test('both at once: the next start works', async () => {
    const first = await startStack(place);
    const pids = [await postmasterPid(), record().pid, record().apiPid];
    for (const pid of pids) {
      process.kill(pid, 'SIGKILL');
    }
    await first.ended;

    const again = await run(['etl', '--json'], place.settings);

    expect(again, again.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"state":"succeeded"'),
    });
  });
});

describe('a stack that is running', () => {
  test('is used by etl, and goes on running', async () => {
    const stack = await startStack(place);

    const { code, stdout } = await run(['etl', '--json'], place.settings);

    const answer = await ask(stack, '/check/table');
    const ended = await stack.stop();
    expect([code, JSON.parse(stdout).state, answer.status]).toEqual([0, 'succeeded', 200]);
    expect(ended.code).toBe(0);
  });

  test('with other settings is an error that names them and says what to do', async () => {
    const stack = await startStack(place);

    const { code, stderr } = await run(['etl', '--data', '/'], place.settings);

    await stack.stop();
    expect(code).toBe(2);
    expect(stderr).toMatch(/ETL_DATA_DIR \(--data\) is .* there, \/ here/);
    expect(stderr).toContain('Stop it (Ctrl-C in its terminal');
  });

  test('keeps a second one off the same state folder', async () => {
    const stack = await startStack(place);

    const { code, stderr } = await run([], place.settings);

    await stack.stop();
    expect(code).toBe(1);
    expect(stderr).toContain('A stack is already running');
  });

  test('leaves no process, port or .env.local behind when it is stopped', async () => {
    const stack = await startStack(place);
    const { apiPid } = record();
    const postgresPid = await postmasterPid();

    await stack.stop();

    expect(existsSync(join(PROJECT_DIR, '.env.local'))).toBe(false);
    expect(() => process.kill(apiPid, 0)).toThrow('ESRCH');
    expect(() => process.kill(postgresPid, 0)).toThrow('ESRCH');
    await expect(fetch(stack.api)).rejects.toThrow('fetch failed');
  });

  test('stops at SIGTERM as at Ctrl-C', async () => {
    const stack = await startStack(place);

    stack.process.kill('SIGTERM');

    const ended = await stack.ended;
    expect([ended.code, ended.stderr]).toEqual([0, expect.stringContaining('Stopping (SIGTERM)')]);
  });

  test('beside another one with other ports and folder: both work', async () => {
    const other = await makePlace();
    const [one, two] = [await startStack(place), await startStack(other)];

    const answers = await Promise.all([ask(one, '/health'), ask(two, '/health')]);

    await Promise.all([one.stop(), two.stop()]);
    await removePlace(other);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
