import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slowLoads } from '../support/slow-loads.ts';
import { finished, makePlace, type Place, PROJECT_DIR, removePlace, run, start } from './support/project.ts';
import { ask, type RunningStack, startStack } from './support/stack.ts';

const EVENT = JSON.parse(readFileSync(join(PROJECT_DIR, 'tests/events/arrived.json'), 'utf8'));

let place: Place;
let stack: RunningStack;
beforeAll(async () => {
  place = await makePlace();
  await run(['etl', '--as-of', '2024-01-01'], place.settings);
  stack = await startStack(place, { ETL_TRIGGER_COOLDOWN_S: '0' });
});
afterAll(async () => {
  await stack?.stop();
  await removePlace(place);
});

/** `sls invoke local -f arrived` with the documented event, of a write at this moment; files are taken to be in S3. */
async function deliver(sequencer: string, time = new Date()): Promise<Record<string, unknown>> {
  const object = { ...EVENT.detail.object, sequencer };
  const event = { ...EVENT, time: time.toISOString(), detail: { ...EVENT.detail, object } };
  const path = join(place.stateDir, 'event.json');
  writeFileSync(path, JSON.stringify(event));
  const serverless = join(PROJECT_DIR, 'node_modules/serverless/bin/serverless.js');
  const args = [serverless, 'invoke', 'local', '-f', 'arrived', '--path', path];
  const settings = { ETL_DATA_DIR: 's3://my-bucket/input' };
  const { stdout, stderr } = await finished(start(args, settings, process.execPath));
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(`no result on stdout: ${stdout}${stderr}`, { cause: error });
  }
}

test('an event that comes twice starts one run; those that come during it start one more after it', async () => {
  const loads = await slowLoads(place.stateDir);
  const written = new Date();

  const first = await deliver('0A', written);
  await loads.someWait();
  const twice = await deliver('0A', written);
  const during = await deliver('0B');
  const alsoDuring = await deliver('0C');
  await loads.release();
  await ended(String(during['runId']));
  const late = await deliver('0A', written);

  const outcomes = [first, twice, during, alsoDuring, late].map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['started', 'covered', 'started', 'covered', 'covered']);
  expect(alsoDuring).toMatchObject({ runId: during['runId'], reason: 'queued' });
  const { body } = await ask(stack, '/runs');
  expect(body['runs']).toMatchObject([
    { runId: during['runId'], state: 'succeeded' },
    { runId: first['runId'], state: 'succeeded' },
    {},
  ]);
});

/** Waits until a run has ended. */
async function ended(runId: string): Promise<void> {
  for (;;) {
    const { body } = await ask(stack, `/runs/${runId}`);
    if (body['state'] === 'succeeded' || body['state'] === 'failed') {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
