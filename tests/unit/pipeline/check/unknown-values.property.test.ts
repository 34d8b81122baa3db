import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInputs } from '../../../../lib/pipeline/check/check.ts';
import { problemsOf } from '../../../../lib/pipeline/check/problems.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const USERS = 'user_id,name,email,signup_date\n';
const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

const anyExperiment = fc.record({
  id: fc.nat(60),
  user: fc.nat(30),
  compounds: fc.array(fc.nat(30), { maxLength: 3 }),
});
/** Users, each with whether its row is usable. */
const anyUsers = fc.uniqueArray(fc.record({ user: fc.nat(30), usable: fc.boolean() }), {
  selector: ({ user }) => user,
  maxLength: 20,
});

/** How often each of some ids is there, the most frequent first, of equal ones the least first. */
function counted(ids: readonly number[]) {
  const counts = Map.groupBy(ids, (id) => id);
  return [...counts]
    .map(([id, own]) => ({ value: String(id), count: own.length }))
    .sort((a, b) => b.count - a.count || Number(a.value) - Number(b.value));
}

/** As many as are told: those without a rejected row before the others, the most frequent first. */
function first(values: ReturnType<typeof counted>, isAlone: (value: (typeof values)[number]) => boolean) {
  const chosen = [...values.filter(isAlone), ...values.filter((value) => !isAlone(value))].slice(0, 20);
  return chosen.toSorted((a, b) => b.count - a.count);
}

test('unknown ids are told as often as counting row by row finds them, each with the row that was rejected', async () => {
  const anyCase = fc.record({ experiments: fc.array(anyExperiment, { maxLength: 80 }), users: anyUsers });
  const property = fc.asyncProperty(anyCase, async ({ experiments, users }) => {
    const written = experiments.map(({ id, user, compounds }) => `${id},${user},${compounds.join(';')},5\n`);
    const config = await dataDirectory({
      users:
        USERS + users.map(({ user, usable }) => `${user},A,,${usable ? '2023-01-01' : 'never'}\n`).join(''),
      user_experiments: EXPERIMENTS + written.join(''),
      compounds: 'compound_id,compound_name,compound_structure\n1,A,B\n2,C,D\n',
    });

    const problems = problemsOf(await checkInputs(config, sampleModel));

    // The first experiment of an id counts.
    const counting = experiments.filter(
      ({ id }, at) => experiments.findIndex((other) => other.id === id) === at,
    );
    const known = new Set(users.filter(({ usable }) => usable).map(({ user }) => user));
    const owners = counted(counting.map(({ user }) => user).filter((user) => !known.has(user)));
    const compounds = counted(
      counting.flatMap((own) => [...new Set(own.compounds)].filter((id) => id !== 1 && id !== 2)),
    );
    const told = (reason: string) => {
      const problem = problems.find((candidate) => candidate.reason === reason);
      return {
        values: problem?.values ?? [],
        otherValues: problem?.otherValues ?? 0,
        count: problem?.count ?? 0,
      };
    };
    const expected = (values: ReturnType<typeof counted>, lineOf: (value: string) => number) => ({
      values: first(values, ({ value }) => lineOf(value) < 2).map(({ value, count }) => {
        const line = lineOf(value);
        const because = { input: 'users', source: 'users.csv', line, reason: 'bad_date' };
        return { value, count, because: line < 2 ? null : because };
      }),
      otherValues: Math.max(0, values.length - 20),
      count: values.reduce((sum, { count }) => sum + count, 0),
    });
    expect(told('unknown_user')).toEqual(
      expected(owners, (value) => users.findIndex(({ user }) => String(user) === value) + 2),
    );
    expect(told('unknown_compound')).toEqual(expected(compounds, () => 0));
  });

  await fc.assert(property, { numRuns: 60 });
});
