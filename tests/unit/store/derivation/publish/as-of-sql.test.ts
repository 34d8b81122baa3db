import { expect, test } from 'vitest';
import { count, daysSince, defineFeatures, sum } from '../../../../../lib/model/declare.ts';
import { dailyColumns } from '../../../../../lib/store/derivation/publish/as-of-sql.ts';
import { walkInputs } from '../../../../integration/store/walks.ts';
import { madeFeature } from '../../../support/made-feature.ts';

const { users, walks } = walkInputs;
const namesOf = (columns: readonly { readonly name: string }[] = []) => columns.map(({ name }) => name);

test('daily are the as-of date and what follows from it and the row', () => {
  const model = defineFeatures(walkInputs, {
    days: daysSince(users.signup_date),
    n: count(walks),
    total: sum(walks.duration),
  });

  const daily = dailyColumns(model);

  expect(namesOf(daily)).toEqual(['days', 'as_of']);
});

test('without such a feature the as-of date alone is daily', () => {
  const daily = dailyColumns(defineFeatures(walkInputs, { n: count(walks) }));

  expect(namesOf(daily)).toEqual(['as_of']);
});

test('there are none where a feature follows from the as-of date and from events', () => {
  const aDay = madeFeature(
    'double precision',
    (names) => `${names.rows('walks')} / extract(day FROM ${names.asOf})`,
  );

  expect(
    dailyColumns(defineFeatures(walkInputs, { days: daysSince(users.signup_date), a_day: aDay })),
  ).toBeUndefined();
});
