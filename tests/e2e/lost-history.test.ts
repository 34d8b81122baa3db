import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Place, removePlace, run } from './support/project.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => removePlace(place));

const etl = (...args: string[]) => run(['etl', '--json', ...args], place.settings);
const stateFile = () => join(place.stateDir, 'airflow.json');

/** What the database says of all runs, oldest first. */
async function recordedRuns(): Promise<string[]> {
  const { stdout } = await run(['sql', 'SELECT * FROM etl.runs ORDER BY seq'], place.settings);
  return stdout.trim().split('\n').slice(1);
}

test('a run after Airflow has lost its history is a run of its own', async () => {
  for (const _ of [1, 2]) {
    await etl();
  }
  const before = await recordedRuns();
  writeFileSync(stateFile(), '');

  const { code, stdout } = await etl('--as-of', '2001-01-01');

  const after = await recordedRuns();
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { state: 'succeeded', asOf: '2001-01-01' }]);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after).toHaveLength(3);
});

test('a run whose id was used before fails, the older one stays, and the run after it succeeds', async () => {
  for (const _ of [1, 2]) {
    await etl();
  }
  const before = await recordedRuns();
  // An older history is put back: its newest run is the first one.
  const history = JSON.parse(readFileSync(stateFile(), 'utf8'));
  writeFileSync(stateFile(), JSON.stringify({ ...history, runs: history.runs.slice(0, 1) }));

  const refused = await etl('--as-of', '2001-01-01');
  const again = await etl('--as-of', '2001-01-01');

  const after = await recordedRuns();
  expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([
    1,
    { state: 'failed', error: { code: 'RUN_ID_USED' } },
  ]);
  expect(refused.stderr).toContain('its id belongs to another run');
  expect([again.code, JSON.parse(again.stdout)]).toMatchObject([
    0,
    { state: 'succeeded', asOf: '2001-01-01' },
  ]);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after).toHaveLength(3);
});
