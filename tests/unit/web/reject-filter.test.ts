import { describe, expect, test } from 'vitest';
import { rejectsQuery } from '../../../lib/schemas/parameters.ts';
import type { RejectKind } from '../../../lib/schemas/run.ts';
import { ALL_REJECTS, isChosen, ofKind } from '../../../web/dashboard/data/reject-filter.ts';
import { queryOf } from '../../../web/dashboard/routes.ts';
import { sampleModel } from '../../support/sample-inputs.ts';

const kind: RejectKind = {
  input: 'experiments',
  file: 'user_experiments',
  column: 'experiment_run_time',
  reason: 'not_an_integer',
  severity: 'reject',
  count: 3,
  everyRow: false,
  meaning: null,
  hint: null,
  values: [],
  otherValues: 0,
};

describe('the rows of a kind', () => {
  test('are asked for by input, column and reason, in words that the API knows', () => {
    const query = Object.fromEntries(new URLSearchParams(queryOf(ofKind(kind))));

    expect(rejectsQuery(sampleModel).parse(query)).toMatchObject({
      input: 'experiments',
      column: 'experiment_run_time',
      reason: 'not_an_integer',
    });
  });

  test('are asked for without a column when whole rows are concerned', () => {
    const query = queryOf(ofKind({ ...kind, column: null, reason: 'nul_byte' }));

    expect(query).toBe('?input=experiments&reason=nul_byte');
  });

  test('are all there are when nothing is chosen', () => {
    expect(queryOf(ALL_REJECTS)).toBe('');
  });
});

describe('the kind that is shown', () => {
  test('is the one that was chosen', () => {
    expect(isChosen(kind, ofKind(kind))).toBe(true);
  });

  test('is the one that a link of before names by its file', () => {
    const filter = { ...ofKind(kind), input: '', file: 'user_experiments' };

    expect(isChosen(kind, filter)).toBe(true);
  });

  test.each([
    ['input', { ...kind, input: 'users', file: 'users' } as const],
    ['column', { ...kind, column: 'user_id' }],
    ['reason', { ...kind, reason: 'negative' }],
  ])('is not another one that differs by %s', (_what, other) => {
    expect(isChosen(other, ofKind(kind))).toBe(false);
  });
});
