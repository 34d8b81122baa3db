import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFolder } from '../support/new-folder.ts';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, run, start } from './support/project.ts';

const ROWS = 3_000_000;

let place: Place;
const { path: data, remove: removeData } = newFolder();
beforeAll(async () => {
  place = await makePlace();
  for (const file of ['users.csv', 'compounds.csv']) {
    copyFileSync(join(PROJECT_DIR, 'data', file), join(data, file));
  }
  // So many that the run is not over before it is interrupted.
  const rows = Array.from({ length: ROWS }, (_, at) => `${at + 1},${(at % 10) + 1},1;2,10\n`);
  const header = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';
  writeFileSync(join(data, 'user_experiments.csv'), header + rows.join(''));
});
afterAll(async () => {
  await removePlace(place);
  removeData();
});

/** `./run.sh etl` with a stack of its own. @param onRun called once, as soon as its run has started */
async function etlWith(onRun: (pid: number | undefined, runId: string) => unknown) {
  const child = start(['etl', '--data', data], place.settings);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  let [said, isTold] = ['', false];
  child.stderr?.on('data', (chunk) => {
    said += chunk;
    const runId = /^Run (\S+) started/m.exec(said)?.[1];
    if (runId !== undefined && !isTold) {
      isTold = true;
      resolve(onRun(child.pid, runId));
    }
  });
  const outcome = await finished(child);
  return { ...outcome, told: await promise };
}

const newestState = async () => JSON.parse((await run(['runs', '--json'], place.settings)).stdout)[0];

test('Ctrl-C cancels the run of its own stack, and its record says so', async () => {
  const { code, stderr, told } = await etlWith((pid, runId) => {
    process.kill(pid ?? 0, 'SIGINT');
    return runId;
  });

  expect(code).toBe(130);
  expect(stderr).toContain(`Interrupted: run ${told} was cancelled. The table is unchanged.`);
  expect(await newestState()).toMatchObject({ runId: told, error: { code: 'CANCELLED' } });
});

test('cancel cancels a run of etl from another terminal', async () => {
  const { code, stderr, told } = await etlWith(async (_pid, runId) => [
    runId,
    await run(['cancel'], place.settings),
  ]);

  expect(told).toEqual([
    expect.any(String),
    { code: 0, stdout: expect.stringContaining('was cancelled. The table is unchanged.'), stderr: '' },
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('Cancelled. The table is unchanged.');
});
