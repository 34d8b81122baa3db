import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, type OrderedKind } from '../../../lib/schemas/problem-order.ts';

const kind = (reason: string, count: number, more: Partial<OrderedKind> = {}): OrderedKind => ({
  ...{ input: 'users', column: 'user_id', reason, severity: 'reject', count, values: [] },
  ...more,
});
const reasons = (kinds: readonly OrderedKind[]) => kinds.map(({ reason }) => reason);

/** Ids that are unknown since their rows were rejected for that reason. */
const since = (reason: string, input = 'users') => [{ because: { input, reason } }, { because: null }];

test('rejects come before warnings, and the most frequent ones first', () => {
  const kinds = [
    kind('null_text', 1_000, { severity: 'warning' }),
    kind('bad_date', 2),
    kind('early_date', 2_000, { severity: 'warning' }),
    kind('nul_byte', 3),
  ];

  expect(reasons(inOrder(kinds))).toEqual(['nul_byte', 'bad_date', 'early_date', 'null_text']);
});

test('the kind that another follows from stands right before it, however few rows it has', () => {
  const kinds = [
    kind('unknown_user', 94, { input: 'experiments', values: since('bad_date') }),
    kind('bad_date', 1),
    kind('wrong_column_count', 200),
    kind('nul_byte', 50),
  ];

  expect(reasons(inOrder(kinds))).toEqual(['wrong_column_count', 'bad_date', 'unknown_user', 'nul_byte']);
});

test('a kind that is the cause of several stands before the first of them, and once', () => {
  const kinds = [
    kind('unknown_user', 94, { input: 'experiments', values: since('bad_date') }),
    kind('unknown_user', 300, { input: 'visits', values: since('bad_date') }),
    kind('bad_date', 1),
  ];

  expect(inOrder(kinds).map(({ input }) => input)).toEqual(['users', 'visits', 'experiments']);
});

test('the same reason in another input is no cause', () => {
  const kinds = [
    kind('bad_date', 1, { input: 'visits' }),
    kind('unknown_user', 94, { input: 'experiments', values: since('bad_date', 'users') }),
  ];

  expect(reasons(inOrder(kinds))).toEqual(['unknown_user', 'bad_date']);
});

test('warnings do not come before rejects, also where they follow from one', () => {
  const kinds = [
    kind('unknown_compound', 9, { severity: 'warning', values: since('bad_date', 'compounds') }),
    kind('nul_byte', 5),
    kind('bad_date', 1, { input: 'compounds' }),
  ];

  expect(reasons(inOrder(kinds))).toEqual(['nul_byte', 'bad_date', 'unknown_compound']);
});

test('kinds have the same order however they come', () => {
  const anyKind = fc.record({
    input: fc.constantFrom('users', 'experiments'),
    column: fc.constantFrom(null, 'a', 'b'),
    reason: fc.constantFrom('bad_date', 'nul_byte', 'unknown_user'),
    severity: fc.constantFrom('reject' as const, 'warning' as const),
    count: fc.integer({ min: 1, max: 3 }),
    values: fc.constantFrom([], since('bad_date'), since('nul_byte', 'experiments')),
  });
  const differing = fc.uniqueArray(anyKind, {
    selector: ({ input, column, reason, severity }) => [input, column, reason, severity].join(' '),
  });
  const property = fc.property(
    differing.chain((kinds) =>
      fc.tuple(fc.constant(kinds), fc.shuffledSubarray(kinds, { minLength: kinds.length })),
    ),
    ([kinds, others]) => {
      expect(inOrder(others)).toEqual(inOrder(kinds));
      expect(inOrder(kinds)).toHaveLength(kinds.length);
    },
  );

  fc.assert(property);
});
