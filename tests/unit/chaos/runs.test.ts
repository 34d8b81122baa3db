import { describe, expect, test } from 'vitest';
import { notItsOwn, phaseAt, type RunRecord } from '../../chaos/runs.ts';

const run: RunRecord = {
  ...{ run_id: 'etl-1', state: 'succeeded', error: null },
  ...{ queued: 100, started: 200, loaded: 300, finished: 400 },
};

describe('where in a run a moment was', () => {
  test.each([
    [150, 'before plan'],
    [250, 'plan or load'],
    [350, 'publish'],
    [450, 'after its end'],
  ])('%i is %s', (moment, phase) => {
    const told = phaseAt(run, moment);

    expect(told).toBe(phase);
  });

  test('is before plan while the run is not on record', () => {
    const told = phaseAt(undefined, 250);

    expect(told).toBe('before plan');
  });
});

describe('the record of a run that was started', () => {
  test('is its own when it was queued since', () => {
    const wrong = notItsOwn('etl-1', { queued: 100 }, 100);

    expect(wrong).toBeUndefined();
  });

  test.each([
    [undefined, 'is not on record'],
    [{ queued: 99 }, 'an older run'],
  ])('is wrong when it is %j', (run, text) => {
    const wrong = notItsOwn('etl-1', run, 100);

    expect(wrong).toContain(text);
  });
});
