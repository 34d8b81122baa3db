import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, type OrderedKind } from '../../../lib/schemas/problem-order.ts';

const INPUTS = [
  { name: 'users', kind: 'entity' },
  { name: 'experiments', kind: 'events' },
  { name: 'compounds', kind: 'reference' },
];

const kind = (reason: string, count: number, more: Partial<OrderedKind> = {}): OrderedKind => ({
  ...{ input: 'users', column: 'user_id', reason, severity: 'reject', count },
  ...more,
});
const reasons = (kinds: readonly OrderedKind[]) => inOrder(kinds, INPUTS).map(({ reason }) => reason);

test('rejects come before warnings, and of an input the most frequent ones first', () => {
  const kinds = [
    kind('null_text', 1_000, { severity: 'warning' }),
    kind('bad_date', 2),
    kind('early_date', 2_000, { severity: 'warning' }),
    kind('nul_byte', 3),
  ];

  expect(reasons(kinds)).toEqual(['nul_byte', 'bad_date', 'early_date', 'null_text']);
});

test('the problems of an input stand together, those that events name before events, however few rows they have', () => {
  const kinds = [
    kind('unknown_user', 94, { input: 'experiments' }),
    kind('bad_date', 1),
    kind('stray_quote', 3, { input: 'compounds' }),
    kind('duplicate_id', 200, { input: 'experiments' }),
    kind('nul_byte', 2),
  ];

  expect(reasons(kinds)).toEqual(['nul_byte', 'bad_date', 'stray_quote', 'duplicate_id', 'unknown_user']);
});

test('a warning about an input comes after the rejects of all inputs', () => {
  const kinds = [
    kind('early_date', 9, { severity: 'warning' }),
    kind('unknown_user', 1, { input: 'experiments' }),
  ];

  expect(reasons(kinds)).toEqual(['unknown_user', 'early_date']);
});

test('the problems of an input that the model no longer has come last', () => {
  expect(reasons([kind('nul_byte', 9, { input: 'assays' }), kind('bad_date', 1)])).toEqual([
    'bad_date',
    'nul_byte',
  ]);
});

test('kinds have the same order however they come', () => {
  const anyKind = fc.record({
    input: fc.constantFrom('users', 'experiments', 'assays', 'visits'),
    column: fc.constantFrom(null, 'a', 'b'),
    reason: fc.constantFrom('bad_date', 'nul_byte', 'unknown_user'),
    severity: fc.constantFrom('reject' as const, 'warning' as const),
    count: fc.integer({ min: 1, max: 3 }),
  });
  const differing = fc.uniqueArray(anyKind, {
    selector: ({ input, column, reason, severity }) => [input, column, reason, severity].join(' '),
  });
  const property = fc.property(
    differing.chain((kinds) =>
      fc.tuple(fc.constant(kinds), fc.shuffledSubarray(kinds, { minLength: kinds.length })),
    ),
    ([kinds, others]) => {
      expect(inOrder(others, INPUTS)).toEqual(inOrder(kinds, INPUTS));
      expect(inOrder(kinds, INPUTS)).toHaveLength(kinds.length);
    },
  );

  fc.assert(property);
});
