import { expect, test } from 'vitest';
import { ApiError } from '../../../../../local/cli/api/api-error.ts';
import { refuseUnknownReason, withMeantInput } from '../../../../../local/cli/history/rejects.ts';
import type { RejectKind } from '../../../../../local/cli/runs/run-views.ts';

const kind: RejectKind = {
  ...{ input: 'users', file: 'users', column: 'signup_date', reason: 'bad_date', severity: 'reject' },
  ...{ count: 3, everyRow: false, meaning: null, hint: null, values: [], otherValues: 0 },
};
const run = { runId: 'etl-7', rejects: [kind] };

test('a reason that no row has is refused with those that there are, and the one that was meant', () => {
  expect(() => refuseUnknownReason(run, { reason: 'bad_dat' })).toThrow(
    'Run etl-7 has no rows with the reason bad_dat. Did you mean bad_date? Its reasons: bad_date',
  );
});

test.each([['bad_date'], [undefined]])('the reason %s is not refused', (reason) => {
  expect(() => refuseUnknownReason(run, { reason })).not.toThrow();
});

test('a run without any rejects refuses no reason', () => {
  expect(() => refuseUnknownReason({ ...run, rejects: [] }, { reason: 'x' })).not.toThrow();
});

test('an input that there is not is told with the one that was meant', () => {
  const error = new ApiError({
    status: 400,
    body: '{"message":"Invalid parameter: input must be one of users, experiments"}',
  });

  expect(withMeantInput(error, { input: 'experiment' })).toMatchObject({
    message: 'Invalid parameter: input must be one of users, experiments. Did you mean experiments?',
  });
  expect(withMeantInput(error, { input: 'cars' })).toBe(error);
});

test('another error stays as it is', () => {
  const error = new Error('no connection');

  expect(withMeantInput(error, { input: 'experiment' })).toBe(error);
});
