import { describe, expect, test } from 'vitest';
import { makeCase } from '../../fuzz/case.ts';
import type { DeclaredFeature, DeclaredFilter } from '../../fuzz/declared.ts';
import { beyondBigint, derivedOf } from '../../fuzz/oracle/derived.ts';
import type { Row } from '../../fuzz/oracle/rows.ts';

const rowOf = (
  user_id: bigint | string,
  experiment_compound_ids: bigint[] | string[],
  experiment_run_time: bigint | null,
): Row => ({
  line: 2,
  lastLine: 2,
  raw: '',
  values: { user_id, experiment_compound_ids, experiment_run_time },
});
const column = 'experiment_compound_ids';
const LONG: DeclaredFilter = { op: 'atLeast', column: 'experiment_run_time', number: '10' };

describe('the oracle of features', () => {
  test('takes the lowest of equally many ids, or all of them', () => {
    const rows = [rowOf(1n, [30n, 4n], 1n), rowOf(1n, [4n, 30n, 5n], 1n)];

    const features: DeclaredFeature[] = [
      { kind: 'mostUsed', column },
      { kind: 'allMostUsed', column },
      { kind: 'distinct', column },
    ];

    expect(derivedOf(rows, features)).toEqual([{ owner: 1n, values: [4n, '[4,30]', 3n] }]);
  });

  test('takes texts for ids, in the order of their bytes', () => {
    const rows = [rowOf('u', ['b', 'B'], 1n), rowOf('u', ['b', '"'], 1n), rowOf('U', ['"'], 1n)];
    const where: DeclaredFilter = { op: 'includes', column, number: '"' };

    const features: DeclaredFeature[] = [
      { kind: 'allMostUsed', column },
      { kind: 'allMostUsed', column, where },
    ];

    expect(derivedOf(rows, features)).toEqual([
      { owner: 'U', values: ['["\\""]', '["\\""]'] },
      { owner: 'u', values: ['["b"]', '["\\"","b"]'] },
    ]);
  });

  test('leaves out rows of which a filter, or its opposite, says nothing', () => {
    const rows = [rowOf(1n, [], 9n), rowOf(1n, [], 10n), rowOf(1n, [], 12n), rowOf(1n, [], null)];

    const features: DeclaredFeature[] = [
      { kind: 'count', column: '', where: LONG },
      { kind: 'count', column: '', where: { op: 'not', filter: LONG } },
    ];

    expect(derivedOf(rows, features)[0]?.values).toEqual([2n, 1n]);
  });

  test('counts a sum that two features declare alike once', () => {
    const rows = [rowOf(1n, [], 2n ** 62n), rowOf(1n, [], 2n ** 62n)];
    const sum: DeclaredFeature = { kind: 'sum', column: 'experiment_run_time', where: LONG };

    const both = beyondBigint(rows, [sum, { ...sum, where: { op: 'and', filters: [LONG, LONG] } }]);

    expect(both).toBe(1);
  });
});

test('made-up features are of every kind, with every filter', () => {
  const features = Array.from({ length: 100 }, (_, number) => makeCase(20_240_229, number)).flatMap(
    ({ inputs }) => inputs.traits.features,
  );

  const kinds = new Set(features.map(({ kind }) => kind));
  const filters = new Set(features.flatMap(({ where }) => where?.op ?? []));

  expect([...kinds].sort()).toEqual([
    ...['allMostUsed', 'count', 'distinct', 'lookup', 'max', 'mean', 'min', 'mostUsed', 'sum'],
  ]);
  expect([...filters].sort()).toEqual(['and', 'atLeast', 'atMost', 'equals', 'includes', 'not', 'or']);
});
