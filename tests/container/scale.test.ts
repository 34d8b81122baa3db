import { afterAll, beforeAll, expect, test } from 'vitest';
import { containersOf, holdLoad, killOne } from './support/compose.ts';
import {
  allLoadBut,
  loadedBy,
  scaleBack,
  scaleToThree,
  waitingContainer,
  writeManyParts,
} from './support/scaled.ts';
import { airflow, derivedRows, ended, recorded, trigger } from './support/stack.ts';

let expected: readonly string[];
const conf = { asOf: '2024-01-01', acceptDeletes: true };

beforeAll(async () => {
  expected = writeManyParts();
  await ended(await trigger(conf)); // so that the stage can be locked
  await scaleToThree();
});
afterAll(async () => {
  await scaleBack();
  await ended(await trigger(conf)); // the sample again
});

test('three containers for steps load the parts of one run; one that is killed loses nothing', async () => {
  const held = await holdLoad();
  const runId = await trigger(conf);
  await held.reached();
  const killed = await waitingContainer();
  await allLoadBut(killed, runId);
  await killOne(killed);
  await held.release();
  await ended(runId);

  const parts = await loadedBy(runId);
  const states = (await containersOf('etl-pipeline-steps')).map(({ State }) => State.ExitCode);
  const tries = (await airflow.taskInstances(runId)).filter(({ taskId }) => taskId === 'load');
  expect(await recorded(runId)).toBe('succeeded');
  expect(await derivedRows()).toEqual(expected);
  expect(states.toSorted((a, b) => a - b)).toEqual([0, 0, 137]);
  expect(tries.length).toBeGreaterThan(30);
  expect(Math.max(...tries.map(({ tryNumber }) => tryNumber))).toBeGreaterThan(1);
  console.log(`parts by container: ${[...parts.values()].join(', ')}`);
});
