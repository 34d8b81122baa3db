import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parametersOf, refuseRepeated } from '../../../../lib/http/route/parameters.ts';
import { defineFeatures, defineInputs, entity, text, textId } from '../../../../lib/model/declare.ts';
import { featuresQuery, rejectsQuery, runPath, runsQuery } from '../../../../lib/schemas/parameters.ts';
import { rowPath } from '../../../../lib/schemas/row-path.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const sortable = featuresQuery(sampleModel);
const rejects = rejectsQuery(sampleModel);
const members = defineFeatures(
  defineInputs({
    members: entity({ files: 'members.csv', key: 'code', columns: { code: textId(), town: text() } }),
  }),
  {},
);

test('what is left out has its usual value', () => {
  expect(parametersOf(sortable, {})).toEqual({ sort: 'user_id', limit: 50 });
});

test('numbers come as numbers', () => {
  expect(parametersOf(runsQuery, { limit: '100', state: 'failed' })).toEqual({ limit: 100, state: 'failed' });
});

test.each([
  [runsQuery, { limit: '0' }, 'limit must be a whole number from 1 to 100'],
  [runsQuery, { limit: '1.5' }, 'limit must be a whole number from 1 to 100'],
  [runsQuery, { limit: 'all' }, 'limit must be a whole number from 1 to 100'],
  [runsQuery, { state: 'done' }, 'state must be one of running, succeeded, failed'],
  [runsQuery, { sort: 'x' }, 'sort is unknown'],
  [rejects, { input: 'a\0b' }, 'input must not contain NUL or half of a surrogate pair'],
  [rejects, { file: 'people' }, 'file must be one of users, user_experiments, compounds'],
  [rejects, { format: 'xml' }, 'format must be one of json, csv'],
  [sortable, { sort: 'a;b' }, 'sort must be a column, with - in front for descending'],
  [sortable, { search: 'a\0' }, 'search must not contain NUL or half of a surrogate pair'],
  [rowPath(sampleModel), { userId: 'x' }, 'userId must be a number of at most 19 digits'],
  [rowPath(sampleModel), { userId: '9223372036854775808' }, 'userId must be below 2^63'],
  [rowPath(members), { userId: '' }, 'userId must not be empty'],
  [rowPath(members), { userId: 'x'.repeat(256) }, 'userId must have at most 255 bytes'],
  [rowPath(members), { userId: 'é'.repeat(128) }, 'userId must have at most 255 bytes'],
  [rowPath(members), { userId: 'a\0b' }, 'userId must not contain NUL or half of a surrogate pair'],
  [rowPath(members), { userId: '..' }, 'userId must not be . or ..: use /features?search=.. instead'],
  [runPath, { runId: 'etl-\0' }, 'runId must not contain NUL or half of a surrogate pair'],
  [runPath, { runId: '\ud800' }, 'runId must not contain NUL or half of a surrogate pair'],
  [runPath, { runId: '' }, 'runId must not be empty'],
  [runPath, { runId: '..' }, 'runId must not be . or ..'],
  [rejects, { reason: '\0' }, 'reason must not contain NUL or half of a surrogate pair'],
  [rejects, { column: 'a\0b' }, 'column must not contain NUL or half of a surrogate pair'],
  [runPath, { runId: 'x'.repeat(251) }, 'runId must have at most 250 characters'],
])('a parameter that can not be used is named: %#', (schema, given, problem) => {
  expect(() => parametersOf<z.ZodMiniType>(schema, given)).toThrow(
    expect.objectContaining({
      code: 'INVALID_PARAMETER',
      message: `Invalid parameter: ${problem}`,
    }),
  );
});

test.each(['1', 'a/b', '100%', 'ä ö', '...', 'é'.repeat(127), '\u{1f600}'])(
  'a key that is a text may be %j',
  (userId) => {
    expect(parametersOf<z.ZodMiniType>(rowPath(members), { userId })).toEqual({ userId });
  },
);

test('all that is wrong is told at once', () => {
  expect(() => parametersOf(runsQuery, { limit: 'x', state: 'y', z: '1' })).toThrow(
    'Invalid parameter: state must be one of running, succeeded, failed; limit must be a whole number from 1 to 100; z is unknown',
  );
});

test.each([
  [['limit', 'limit'], 'Invalid parameter: limit was given 2 times, give it once'],
  [
    ['a', 'b', 'a', 'b', 'b'],
    'Invalid parameter: a was given 2 times, give it once; b was given 3 times, give it once',
  ],
])('of the names %j those that were given more than once are told', (names, message) => {
  expect(() => refuseRepeated(names)).toThrow(
    expect.objectContaining({ code: 'INVALID_PARAMETER', message }),
  );
});

test('a name that was given once is taken, also one that a comma stands in the value of', () => {
  expect(() => refuseRepeated(['limit', 'search'])).not.toThrow();
});

test.each([
  [sampleModel, 'Only rows in which this is part of name, or part of email, or user_id'],
  [defineFeatures(shopInputs, {}), 'Only rows in which this is part of town, or shop_id'],
  [members, 'Only rows in which this is part of code, or part of town'],
])('what can be searched for is told by the columns of the model: %#', (model, description) => {
  const { search } = featuresQuery(model).shape;

  expect(z.globalRegistry.get(search)?.description).toBe(description);
});
