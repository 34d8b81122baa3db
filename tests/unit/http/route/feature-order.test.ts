import { describe, expect, test } from 'vitest';
import { featureOrder, positionAfter } from '../../../../lib/http/route/feature-order.ts';
import { nextPage } from '../../../../lib/http/route/pages.ts';
import {
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  mean,
  sum,
  text,
  textId,
} from '../../../../lib/model/declare.ts';
import { derivationTable } from '../../../../lib/store/derivation/table-columns.ts';
import { sampleInputs } from '../../../support/sample-inputs.ts';

const { users, experiments } = sampleInputs;
const model = defineFeatures(sampleInputs, {
  days: daysSince(users.signup_date),
  experiment_run_time: sum(experiments.experiment_run_time),
  usual: mean(experiments.experiment_run_time),
});
const table = derivationTable(model);

/** The request of a page of that sort which begins after that position. */
function pageAfter(sort: string, position: (string | null)[]) {
  const query = { sort, limit: 50 };
  const next = new URL(nextPage('/features', query, position), 'http://host');
  return { path: '/features', query: { ...query, cursor: next.searchParams.get('cursor') ?? '' } };
}

test.each([
  ['name', 'Ann'],
  ['email', null],
  ['signup_date', '0001-01-01'],
  ['signup_date', '9999-12-31'],
  ['experiment_run_time', '9223372036854775807'],
  ['days', '0'],
  ['as_of', '2026-01-01'],
  ['user_id', '9223372036854775807'],
  ['usual', '1.5'],
  ['usual', '5e-324'],
  ['usual', '1e+21'],
])('a page sorted by %s begins after %j', (sort, value) => {
  const { after } = featureOrder(pageAfter(sort, [value, '7']), table);

  expect(after).toEqual({ value, key: '7' });
});

test.each([
  ['name', 'a\0b'],
  ['name', '\ud800'],
  ['email', '\0'],
  ['signup_date', '0000-01-01'],
  ['signup_date', '2023-02-29'],
  ['signup_date', '10000-01-01'],
  ['signup_date', 'infinity'],
  ['experiment_run_time', '9223372036854775808'],
  ['experiment_run_time', '-9223372036854775809'],
  ['user_id', '1e3'],
  ['days', '1.5'],
  ['days', '2147483648'],
  ['usual', '1e-400'],
  ['usual', '1e400'],
  ['usual', 'NaN'],
  ['usual', '0b11'],
  ['usual', '0x1F'],
  ['usual', ' 1 '],
  ['usual', ''],
])('a cursor that says that %s is %j, which no row can have, is none of ours', (sort, value) => {
  const request = pageAfter(sort, [value, '7']);

  expect(() => featureOrder(request, table)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message: 'Invalid parameter: cursor is invalid: take it from `next` of the page before',
    }),
  );
});

test.each([
  [0.1, '0.1'],
  [1e21, '1e+21'],
  [5e-324, '5e-324'],
])('what a row of %d is told by is taken back', (usual, text) => {
  const order = featureOrder({ path: '/features', query: { sort: 'usual', limit: 50 } }, table);
  const position = positionAfter({ usual, user_id: '7' }, table, order);

  const { after } = featureOrder(pageAfter('usual', position), table);

  expect(after).toEqual({ value: text, key: '7' });
});

test('a row without a value is told by that and its key', () => {
  const order = featureOrder({ path: '/features', query: { sort: 'usual', limit: 50 } }, table);

  expect(positionAfter({ usual: null, user_id: '7' }, table, order)).toEqual([null, '7']);
});

describe('of rows whose key is a text', () => {
  const members = defineInputs({
    members: entity({ files: 'members.csv', key: 'code', columns: { code: textId(), town: text() } }),
  });
  const ofMembers = derivationTable(defineFeatures(members, {}));

  test.each([
    ['code', 'a/b'],
    ['-code', '\u202e%'],
    ['town', 'x'],
  ])('a page sorted by %s begins after the key %j', (sort, key) => {
    const { after } = featureOrder(pageAfter(sort, ['Ulm', key]), ofMembers);

    expect(after).toEqual({ value: 'Ulm', key });
  });

  test.each(['a\0b', '\ud800'])('a cursor with the key %j, which none can be, is none of ours', (key) => {
    expect(() => featureOrder(pageAfter('town', ['Ulm', key]), ofMembers)).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER' }),
    );
  });
});

test('a cursor with a text for a key that is a number is none of ours', () => {
  expect(() => featureOrder(pageAfter('name', ['Ann', 'U001']), table)).toThrow(
    expect.objectContaining({ code: 'INVALID_PARAMETER' }),
  );
});

test('the column and the direction are those of the sort', () => {
  const { column, descending, after } = featureOrder(
    { path: '/features', query: { sort: '-days', limit: 50 } },
    table,
  );

  expect([column.name, descending, after]).toEqual(['days', true, undefined]);
});

test('a sort by no column of the table is refused, naming those that there are', () => {
  expect(() => featureOrder({ path: '/features', query: { sort: '-height', limit: 50 } }, table)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message: expect.stringContaining(
        'user_id, name, email, signup_date, days, experiment_run_time, usual, as_of',
      ),
    }),
  );
});
