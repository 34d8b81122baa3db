import { expect, test } from 'vitest';
import { defineFeatures, mean, sum } from '../../../lib/feature-kinds.ts';
import { type FeatureOrder, featurePageStatement, tableColumns } from '../../../lib/store/feature-sql.ts';

const columns = tableColumns(
  defineFeatures({ order: sum('experiment_run_time'), usual: mean('experiment_run_time') }),
);
const by = (name: string, more: Partial<FeatureOrder> = {}): FeatureOrder => {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(name);
  return { column, descending: false, ...more };
};
const statement = (order: FeatureOrder, search?: string) => {
  const { text, parameters } = featurePageStatement(columns, order, { search, limit: 11 });
  return { text: text.replaceAll(/\s+/g, ' ').trim(), parameters };
};

test('64-bit columns are selected as texts, and names are quoted', () => {
  expect(statement(by('user_id')).text).toMatch(
    /^SELECT "user_id"::text, "name", "email", "signup_date", "order"::text, "usual", "as_of" FROM/,
  );
});

test('by user_id the primary key is all the order there is', () => {
  expect(statement(by('user_id'))).toMatchObject({
    text: expect.stringMatching(/public.users_derivation AS u ORDER BY u.user_id ASC LIMIT \$1$/),
    parameters: [11],
  });
});

test('by another column the user decides between equals, and rows without a value come last', () => {
  expect(statement(by('order', { descending: true })).text).toContain(
    'ORDER BY u."order" DESC NULLS LAST, u.user_id DESC LIMIT',
  );
});

test('behind a value come greater ones, equals of later users, and those without', () => {
  expect(statement(by('order', { after: { value: '7', userId: '3' } }))).toMatchObject({
    text: expect.stringContaining(
      'WHERE ("order" > $1::bigint OR ("order" = $1::bigint AND user_id > $2::bigint) OR "order" IS NULL)',
    ),
    parameters: ['7', '3', 11],
  });
});

test('behind a row without a value come only such rows', () => {
  expect(statement(by('usual', { after: { value: null, userId: '3' } })).text).toContain(
    'WHERE ("usual" IS NULL AND user_id > $1::bigint)',
  );
});

test('a search is a text to look for, not a pattern', () => {
  expect(statement(by('user_id'), '50%_\\').parameters).toEqual(['%50\\%\\_\\\\%', 11]);
});

test('a search for digits looks for the user as well', () => {
  expect(statement(by('user_id'), '12')).toMatchObject({
    text: expect.stringContaining('WHERE (user_id = $2::bigint OR name ILIKE $1 OR email ILIKE $1)'),
    parameters: ['%12%', '12', 11],
  });
});

test('a search for more digits than an id has looks at texts only', () => {
  expect(statement(by('user_id'), '9'.repeat(19)).text).not.toContain('user_id =');
});
