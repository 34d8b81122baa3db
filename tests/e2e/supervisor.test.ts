import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIsAlive } from '../../local/processes/process-info.ts';
import { finished, makePlace, type Place, removePlace, run, start } from './support/project.ts';
import { awaitFilledTable, type RunningStack, startStack, triggerPatiently } from './support/stack.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => removePlace(place));

const record = () => JSON.parse(readFileSync(join(place.stateDir, 'stack.json'), 'utf8'));

/** The processes that the supervisor has started: PostgreSQL and the API server. */
async function childrenPids(): Promise<number[]> {
  const { default: postgres } = await import('postgres');
  const sql = postgres(record().addresses.database.admin, { max: 1 });
  const [row] = await sql`SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int AS pid`;
  await sql.end();
  return [row?.['pid'], record().apiPid];
}

/** One run, during which the handlers log. */
async function oneRun(stack: RunningStack): Promise<void> {
  await triggerPatiently(stack);
  await awaitFilledTable(stack);
}

test('a stack whose stderr and stdout have lost their readers works on, and stops in order', async () => {
  const stack = await startStack(place);
  const children = await childrenPids();
  stack.process.stderr?.destroy();
  stack.process.stdout?.destroy();

  await oneRun(stack);
  stack.process.kill('SIGTERM');
  const { code } = await stack.ended;

  expect(code).toBe(0);
  expect(children.map(processIsAlive)).toEqual([false, false]);
});

test.runIf(process.platform === 'linux')(
  'a stack whose log takes no lines says so once, and works on',
  async () => {
    symlinkSync('/dev/full', join(place.stateDir, 'api.log'));
    const stack = await startStack(place);
    const children = await childrenPids();

    await oneRun(stack);
    const { code, stderr } = await stack.stop();

    expect(code).toBe(0);
    expect(stderr.match(/api\.log can't be written.*no space left on device/g)).toHaveLength(1);
    expect(children.map(processIsAlive)).toEqual([false, false]);
  },
);

test('a supervisor with an error that nobody caught stops what it started, and says why', async () => {
  const fault = 'process.on("SIGUSR2", () => { throw new Error("a fault of the test") })';
  const options = `--import=data:text/javascript,${encodeURIComponent(fault)}`;
  const stack = await startStack(place, { NODE_OPTIONS: options });
  const children = await childrenPids();

  stack.process.kill('SIGUSR2');
  const { code, stderr } = await stack.ended;

  expect(code).toBe(1);
  expect(stderr).toContain('run.sh itself has failed: Error: a fault of the test');
  expect(children.map(processIsAlive)).toEqual([false, false]);
});

test.runIf(process.platform === 'linux')(
  'sql whose output finds the disk full says so, and has failed',
  async () => {
    const command = "./run.sh sql 'SELECT 1' > /dev/full";

    const { code, stderr } = await finished(start(['-c', command], place.settings, 'bash'));

    expect(code).toBe(1);
    expect(stderr).toContain('Not all of the output could be written: ENOSPC: no space left on device');
  },
);

test.runIf(process.platform === 'linux')(
  'a state folder that nobody can make is told as a setting',
  async () => {
    const { code, stderr } = await run(['sql', 'SELECT 1'], { ...place.settings, ETL_STATE_DIR: '/proc/x' });

    expect(code).toBe(2);
    expect(stderr).toContain("ETL_STATE_DIR is /proc/x, which is not a folder and can't be created");
  },
);
