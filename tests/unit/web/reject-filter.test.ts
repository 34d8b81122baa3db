import { describe, expect, test } from 'vitest';
import { rejectsQuery } from '../../../lib/schemas/parameters.ts';
import type { RejectKind } from '../../../lib/schemas/reject.ts';
import {
  ALL_REJECTS,
  isChosen,
  ofCause,
  ofKind,
  placeOf,
  queryFilter,
} from '../../../web/dashboard/pages/run/rejects/reject-filter.ts';
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
    const query = Object.fromEntries(new URLSearchParams(queryOf(queryFilter(ofKind(kind)))));

    expect(rejectsQuery(sampleModel).parse(query)).toMatchObject({
      input: 'experiments',
      column: 'experiment_run_time',
      reason: 'not_an_integer',
      severity: 'reject',
    });
  });

  test('are asked for without a column when whole rows are concerned', () => {
    const query = queryOf(ofKind({ ...kind, column: null, reason: 'nul_byte' }));

    expect(query).toBe('?input=experiments&reason=nul_byte&severity=reject');
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
    const filter = { ...ofKind(kind), input: '', file: 'user_experiments', severity: '' };

    expect(isChosen(kind, filter)).toBe(true);
  });

  test.each([
    ['input', { ...kind, input: 'users', file: 'users' } as const],
    ['column', { ...kind, column: 'user_id' }],
    ['reason', { ...kind, reason: 'negative' }],
    ['severity', { ...kind, severity: 'warning' } as const],
  ])('is not another one that differs by %s', (_what, other) => {
    expect(isChosen(other, ofKind(kind))).toBe(false);
  });
});

describe('the row that others follow from', () => {
  const because = {
    input: 'experiments',
    source: 'user_experiments.csv',
    line: 1802,
    reason: 'not_an_integer',
  };

  test('is chosen among those of its kind', () => {
    const filter = ofCause(because, [kind]);

    expect(filter).toEqual({ ...ofKind(kind), at: 'user_experiments.csv:1802' });
    expect(isChosen(kind, filter)).toBe(true);
  });

  test('is chosen by its reason where its kind is not told', () => {
    expect(ofCause(because, [])).toMatchObject({
      input: 'experiments',
      reason: 'not_an_integer',
      column: '',
    });
  });

  test('is looked for by the page: the API is not asked for a place', () => {
    expect(queryFilter(ofCause(because, [kind]))).not.toHaveProperty('at');
  });
});

test.each([
  ['user_experiments.csv', 'user_experiments.csv:12000002'],
  [null, 'experiments:12000002'],
])('the place of a row of %j can be pasted', (source, place) => {
  expect(placeOf({ input: 'experiments', source, line: 12_000_002 })).toBe(place);
});
