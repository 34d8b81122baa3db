import { describe, expect, test } from 'vitest';
import { featureRange } from '../../../../lib/http/route/feature-range.ts';
import { defineFeatures, mean, sum } from '../../../../lib/model/declare.ts';
import { derivationTable } from '../../../../lib/store/derivation/table-columns.ts';
import { sampleInputs } from '../../../support/sample-inputs.ts';
import { madeFeature } from '../../support/made-feature.ts';

const { experiment_run_time: runTime } = sampleInputs.experiments;
const model = defineFeatures(sampleInputs, {
  total: sum(runTime),
  usual: mean(runTime),
  count: madeFeature('integer'),
  amount: madeFeature('numeric'),
  seen: madeFeature('timestamp with time zone'),
  ids: madeFeature('jsonb'),
});
const table = derivationTable(model);

test.each([
  ['total', '-9223372036854775808', '9223372036854775807'],
  ['count', '-2147483648', '2147483647'],
  ['usual', '0.5', '1e+21'],
  ['amount', '12.50', '99999999999999999999.99'],
  ['signup_date', '0001-01-01', '9999-12-31'],
  ['name', "Robert'); DROP TABLE users;--", 'é'],
])('%s from %j to %j is a range', (column, from, to) => {
  expect(featureRange({ column, from, to }, table)).toMatchObject({ column: { name: column }, from, to });
});

test('either end may be left out', () => {
  expect(featureRange({ column: 'total', from: '1' }, table)).toMatchObject({ from: '1', to: undefined });
  expect(featureRange({ column: 'total', to: '1' }, table)).toMatchObject({ from: undefined, to: '1' });
});

test('a moment is compared in UTC', () => {
  const range = featureRange({ column: 'seen', from: '2024-06-12', to: '2024-06-12T12:00:00+02:00' }, table);

  expect(range).toMatchObject({ from: '2024-06-12T00:00:00Z', to: '2024-06-12T10:00:00Z' });
});

test('a number is compared as the double that it is', () => {
  expect(featureRange({ column: 'usual', from: '0.50', to: '1E3' }, table)).toMatchObject({
    from: '0.5',
    to: '1000',
  });
});

test('nothing given is no range', () => {
  expect(featureRange({}, table)).toBeUndefined();
});

describe('is refused:', () => {
  test.each([
    [{ from: '1' }, 'from needs a column: the one whose values it is compared with'],
    [{ to: '1' }, 'to needs a column: the one whose values it is compared with'],
    [{ column: 'total' }, 'column needs from, to, or both: the least and the greatest value'],
    [{ column: 'ids', from: '1' }, /^column must be one of user_id, name, .*seen/],
    [{ column: 'age"; --', from: '1' }, /^column must be one of /],
    [{ column: 'total', from: '' }, 'from must be a whole number of 64 bits, like the values of total'],
    [{ column: 'total', from: '1.5' }, 'from must be a whole number of 64 bits, like the values of total'],
    [{ column: 'total', to: '9223372036854775808' }, /^to must be a whole number of 64 bits/],
    [{ column: 'count', from: '2147483648' }, /^from must be a whole number of 32 bits/],
    [{ column: 'usual', from: 'NaN' }, 'from must be a number such as 12.5, like the values of usual'],
    [{ column: 'usual', from: '1e400' }, /^from must be a number such as 12.5/],
    [{ column: 'usual', from: '0x1F' }, /^from must be a number such as 12.5/],
    [{ column: 'amount', from: '1e3' }, /^from must be a decimal such as 12.50/],
    [{ column: 'signup_date', from: '2023-02-29' }, /^from must be a date \(YYYY-MM-DD\)/],
    [{ column: 'signup_date', to: 'yesterday' }, /^to must be a date \(YYYY-MM-DD\)/],
    [{ column: 'seen', to: 'now' }, /^to must be a date, or an ISO 8601 timestamp such as /],
    [{ column: 'name', to: 'a\0' }, /^to must be a text/],
  ])('%j, saying what is wanted', (query, problem) => {
    const said = typeof problem === 'string' ? `Invalid parameter: ${problem}` : undefined;
    const pattern =
      typeof problem === 'string' ? undefined : problem.source.replace('^', '^Invalid parameter: ');

    expect(() => featureRange(query, table)).toThrow(
      expect.objectContaining({
        code: 'INVALID_PARAMETER',
        message: said ?? expect.stringMatching(new RegExp(pattern ?? '')),
      }),
    );
  });
});
