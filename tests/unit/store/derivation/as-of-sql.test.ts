import { expect, test } from 'vitest';
import { count, daysSince, defineFeatures, sum } from '../../../../lib/model/declare.ts';
import { asOfColumns } from '../../../../lib/store/derivation/as-of-sql.ts';
import { walkInputs } from '../../../integration/store/walks.ts';
import { madeFeature } from '../../support/made-feature.ts';

const { users, walks } = walkInputs;
const namesOf = (columns: readonly { readonly name: string }[] = []) => columns.map(({ name }) => name);

test('daily are the as-of date and what follows from it and the row; all others last', () => {
  const model = defineFeatures(walkInputs, {
    days: daysSince(users.signup_date),
    n: count(walks),
    total: sum(walks.duration),
  });

  const columns = asOfColumns(model);

  expect(namesOf(columns?.daily)).toEqual(['days', 'as_of']);
  expect(namesOf(columns?.lasting)).toEqual(['user_id', 'name', 'email', 'signup_date', 'n', 'total']);
});

test('without such a feature the as-of date alone is daily', () => {
  const columns = asOfColumns(defineFeatures(walkInputs, { n: count(walks) }));

  expect(namesOf(columns?.daily)).toEqual(['as_of']);
});

test('there are none where a feature follows from the as-of date and from events', () => {
  const aDay = madeFeature(
    'double precision',
    (names) => `${names.rows('walks')} / extract(day FROM ${names.asOf})`,
  );

  expect(
    asOfColumns(defineFeatures(walkInputs, { days: daysSince(users.signup_date), a_day: aDay })),
  ).toBeUndefined();
});
