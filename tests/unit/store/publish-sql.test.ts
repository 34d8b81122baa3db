import { expect, test } from 'vitest';
import { count, daysSince, defineFeatures, max, mean, min, sum } from '../../../lib/feature-kinds.ts';
import { features } from '../../../lib/features.ts';
import { createTableStatement } from '../../../lib/store/derivation-table.ts';
import { mergeStatement } from '../../../lib/store/publish-sql.ts';

const oneLine = (statement: string) => statement.replaceAll(/\s+/g, ' ').trim();

const all = defineFeatures({
  average: mean('duration'),
  n: count(),
  shortest: min('duration'),
  longest: max('duration'),
  days: daysSince('signup_date'),
});

test('the table of the declared features', () => {
  expect(createTableStatement(features)).toMatchInlineSnapshot(`
    "
        CREATE TABLE IF NOT EXISTS public.users_derivation (
          user_id bigint PRIMARY KEY,
          name text,
          email text,
          signup_date date NOT NULL,
          "days_since_signup" integer,
          "experiments_count" bigint,
          "experiment_run_time" bigint,
          as_of date NOT NULL
        ) WITH (fillfactor = 45)"
  `);
});

test('each kind of feature has the type that holds all its values', () => {
  expect(oneLine(createTableStatement(all))).toContain(
    '"average" double precision, "n" bigint, "shortest" bigint, "longest" bigint, "days" integer,',
  );
});

test('the statement that publishes the declared features', () => {
  expect(mergeStatement(features)).toMatchInlineSnapshot(`
    "
        WITH merged AS (
          MERGE INTO public.users_derivation AS target
          USING (
            SELECT u.user_id, u.name, u.email, u.signup_date, greatest(0, $2::date - u.signup_date)::integer AS days_since_signup, coalesce(a.experiments, 0)::bigint AS experiments_count, coalesce(a.slot_1, 0)::bigint AS experiment_run_time, $2::date AS as_of
            FROM etl.users_stage u
            LEFT JOIN unnest($3::bigint[], $4::bigint[], $5::bigint[]) AS a (user_id, experiments, slot_1) ON a.user_id = u.user_id
            WHERE u.run_id = $1
          ) AS source ON target.user_id = source.user_id
          WHEN MATCHED AND (target.name, target.email, target.signup_date, target.days_since_signup, target.experiments_count, target.experiment_run_time, target.as_of) IS DISTINCT FROM (source.name, source.email, source.signup_date, source.days_since_signup, source.experiments_count, source.experiment_run_time, source.as_of) THEN
            UPDATE SET "name" = source.name, "email" = source.email, "signup_date" = source.signup_date, "days_since_signup" = source.days_since_signup, "experiments_count" = source.experiments_count, "experiment_run_time" = source.experiment_run_time, "as_of" = source.as_of
          WHEN NOT MATCHED THEN
            INSERT (user_id, "name", "email", "signup_date", "days_since_signup", "experiments_count", "experiment_run_time", "as_of") VALUES (source.user_id, source.name, source.email, source.signup_date, source.days_since_signup, source.experiments_count, source.experiment_run_time, source.as_of)
          WHEN NOT MATCHED BY SOURCE THEN
            DELETE
          RETURNING merge_action() AS action
        )
        SELECT action, count(*) FROM merged GROUP BY action"
  `);
});

test('a user without experiments has 0 of them, a total of 0, and neither least, greatest nor mean value', () => {
  const statement = oneLine(
    mergeStatement(defineFeatures({ n: count(), s: sum('x'), a: min('x'), b: max('x'), c: mean('x') })),
  );

  expect(statement).toContain('coalesce(a.experiments, 0)::bigint AS n,');
  expect(statement).toContain('coalesce(a.slot_1, 0)::bigint AS s,');
  expect(statement).toContain('a.slot_2::bigint AS a,');
  expect(statement).toContain('a.slot_3::bigint AS b,');
  expect(statement).toContain('(a.slot_1::numeric / a.experiments)::double precision AS c,');
  expect(statement).toContain('LEFT JOIN unnest(');
});

test('values come from the slots of the partials, each an array of its own', () => {
  const statement = oneLine(mergeStatement(all));

  expect(all.layout).toBe('sum:duration,min:duration,max:duration');
  expect(statement).toContain(
    '(a.slot_1::numeric / a.experiments)::double precision AS average, coalesce(a.experiments, 0)::bigint AS n, ' +
      'a.slot_2::bigint AS shortest, a.slot_3::bigint AS longest, ' +
      'greatest(0, $2::date - u.signup_date)::integer AS days, $2::date AS as_of',
  );
});

test('every column takes part in deciding whether a row has changed, and is then updated', () => {
  const statement = oneLine(mergeStatement(all));
  const columns = ['name', 'email', 'signup_date', 'average', 'n', 'shortest', 'longest', 'days', 'as_of'];

  const list = (prefix: string) => columns.map((column) => `${prefix}.${column}`).join(', ');
  expect(statement).toContain(
    `WHEN MATCHED AND (${list('target')}) IS DISTINCT FROM (${list('source')}) THEN UPDATE SET ` +
      `${columns.map((column) => `"${column}" = source.${column}`).join(', ')} WHEN NOT MATCHED THEN`,
  );
  expect(statement).toContain(
    `INSERT (user_id, ${columns.map((column) => `"${column}"`).join(', ')}) VALUES (source.user_id, ${list('source')})`,
  );
});

test('a user who is gone is deleted', () => {
  expect(oneLine(mergeStatement(features))).toContain('WHEN NOT MATCHED BY SOURCE THEN DELETE');
});

test('without any feature the users alone are published', () => {
  const statement = oneLine(mergeStatement(defineFeatures({})));

  expect(statement).toContain('SELECT u.user_id, u.name, u.email, u.signup_date, $2::date AS as_of FROM');
  expect(statement).toContain(
    'INSERT (user_id, "name", "email", "signup_date", "as_of") VALUES ' +
      '(source.user_id, source.name, source.email, source.signup_date, source.as_of)',
  );
});
