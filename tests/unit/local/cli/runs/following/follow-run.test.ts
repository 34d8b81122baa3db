import { expect, test } from 'vitest';
import { dagRunEnds, followRun } from '../../../../../../local/cli/runs/following/follow-run.ts';
import type { RunDetail } from '../../../../../../local/cli/runs/run-views.ts';
import { runDetail } from '../../run-views.ts';

const running = runDetail({ state: 'running', phase: 'load' });
const failed = runDetail({ state: 'failed', error: { step: 'load', code: 'X', message: 'why' } });
const unrecorded = runDetail({
  state: 'failed',
  error: { step: 'dag', code: 'NOT_RECORDED', message: 'no record' },
});

/** Gives the values one after the other, then the last one again and again. */
function inTurn<T>(...values: readonly T[]) {
  let calls = 0;
  return () => {
    const value = values[Math.min(calls++, values.length - 1)] as T;
    return Promise.resolve(value);
  };
}
const notAsked = () => Promise.reject(new Error('Airflow was asked'));

async function follow(
  readRun: () => Promise<RunDetail | undefined>,
  readState = notAsked as () => Promise<string>,
) {
  const seen: (RunDetail | undefined)[] = [];
  const waits: number[] = [];
  const wait = (ms: number) => Promise.resolve(waits.push(ms));
  const ended = await followRun({ readRun, readState }, (run) => seen.push(run), wait);
  return { ended, seen, waits };
}

test('what is seen of a run is told until it has ended', async () => {
  const { ended, seen } = await follow(inTurn(running, running, runDetail()));

  expect(seen).toEqual([running, running]);
  expect(ended).toEqual({ succeeded: true, run: runDetail() });
});

test('a run that failed has ended, too', async () => {
  const { ended } = await follow(inTurn(running, failed));

  expect(ended).toEqual({ succeeded: false, run: failed });
});

test('it looks often at first, and then twice a second', async () => {
  const { waits } = await follow(inTurn(...Array<RunDetail>(200).fill(running), runDetail()));

  expect(waits[0]).toBe(10);
  expect(waits.at(-1)).toBe(500);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
});

test('while the API does not know the run Airflow is asked', async () => {
  const { ended, seen } = await follow(inTurn(undefined, running, runDetail()), inTurn('queued'));

  expect(seen).toEqual([undefined, running]);
  expect(ended.succeeded).toBe(true);
});

test('a DAG run that has ended is told by the API, when it answers by then', async () => {
  const { ended } = await follow(inTurn(undefined, failed), inTurn('failed'));

  expect(ended).toEqual({ succeeded: false, run: failed });
});

test.each([
  ['success', true],
  ['failed', false],
])('a DAG run of state %s ends the wait without the API', async (state, succeeded) => {
  const { ended } = await follow(inTurn(undefined), inTurn('running', state));

  expect(ended).toEqual({ succeeded, run: undefined });
});

test('when neither answers the error is told', async () => {
  await expect(follow(inTurn(undefined))).rejects.toThrow('Airflow was asked');
});

test('a failure without a record is given time to be recorded', async () => {
  const { ended } = await follow(inTurn(unrecorded, unrecorded, failed));

  expect(ended.run).toEqual(failed);
});

test('a failure that is never recorded ends the wait all the same', async () => {
  const { ended } = await follow(inTurn(unrecorded));

  expect(ended).toEqual({ succeeded: false, run: unrecorded });
});

test('a DAG run ends a moment after its run', async () => {
  const waits: number[] = [];

  await dagRunEnds(inTurn('running', 'running', 'success'), (ms) => Promise.resolve(waits.push(ms)));

  expect(waits).toHaveLength(2);
});

test('an Airflow that does not answer is not waited for for ever', async () => {
  const waits: number[] = [];

  await dagRunEnds(notAsked, (ms) => Promise.resolve(waits.push(ms)));

  expect(waits.length).toBeGreaterThan(10);
});
