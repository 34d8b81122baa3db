import { expect, test } from 'vitest';
import { InputError } from '../../../../../lib/errors.ts';
import { defineFeatures, lookup, mostUsed } from '../../../../../lib/model/declare.ts';
import { inputNamed } from '../../../../../lib/model/model.ts';
import {
  type InputCounts,
  judgeDeletions,
  judgeInputs,
  refuse,
  rejectNotices,
} from '../../../../../lib/pipeline/publish/gates/gates.ts';
import { sampleInputs, sampleModel } from '../../../../support/sample-inputs.ts';

type Counts = Omit<InputCounts, 'input'>;

/** Counts of all inputs, of some of them others than usual. */
const countsOf = (others: Readonly<Record<string, Counts>> = {}): InputCounts[] =>
  Object.entries({
    users: { read: 10, rejected: 0 },
    experiments: { read: 100, rejected: 0 },
    compounds: { read: 3, rejected: 0 },
    ...others,
  }).map(([name, counts]) => ({ input: inputNamed(sampleModel, name), ...counts }));

const fine = countsOf();
const what = 'sum of experiment_run_time';

const gatesOf = (refusals: readonly { gate: string }[]) => refusals.map(({ gate }) => gate);

const limits = { maxRejectRatio: 0.1 };

test('files without rejects pass', () => {
  expect(judgeInputs(sampleModel, fine, [], { maxRejectRatio: 0 })).toEqual([]);
});

test('rejects up to the limit pass, the limit included', () => {
  const files = countsOf({ experiments: { read: 100, rejected: 10 } });

  expect(judgeInputs(sampleModel, files, [], limits)).toEqual([]);
});

test('one reject more than the limit is refused, with counts, share, limit and setting', () => {
  const files = countsOf({ experiments: { read: 100, rejected: 11 } });

  expect(judgeInputs(sampleModel, files, [], limits)).toEqual([
    {
      gate: 'reject_ratio',
      message:
        'user_experiments.csv: 11 of 100 rows were rejected (11 %), the limit is 10 % (ETL_MAX_REJECT_RATIO)',
      summary: '11 % of the rows of user_experiments.csv were rejected (limit 10 %)',
    },
  ]);
});

test('a share that looks like the limit is told in numbers', () => {
  const files = countsOf({ experiments: { read: 10_000, rejected: 1_001 } });

  expect(judgeInputs(sampleModel, files, [], limits)).toMatchObject([
    { summary: '1,001 of 10,000 rows of user_experiments.csv were rejected (limit 10 %)' },
  ]);
});

test('lines count where rejects are a greater part of them than of the rows', () => {
  const lines = { read: 30, rejected: 10 };
  const files = countsOf({ experiments: { read: 21, rejected: 1, lines } });

  expect(judgeInputs(sampleModel, files, [], limits)).toMatchObject([
    {
      message: expect.stringContaining('1 of 21 rows were rejected (10 of 30 lines, 33.3 %)'),
      summary: '33.3 % of the lines of user_experiments.csv were rejected (limit 10 %)',
    },
  ]);
});

test('rows count where each covers many lines, and few of them are rejected', () => {
  const lines = { read: 100, rejected: 10 };
  const files = countsOf({ experiments: { read: 20, rejected: 2, lines } });

  expect(judgeInputs(sampleModel, files, [], limits)).toEqual([]);
});

test('a limit of 0 refuses a single reject', () => {
  const files = countsOf({ experiments: { read: 3, rejected: 1 } });

  expect(gatesOf(judgeInputs(sampleModel, files, [], { maxRejectRatio: 0 }))).toEqual(['reject_ratio']);
});

test('a limit of 1 lets any number of rejects pass', () => {
  const files = countsOf({ experiments: { read: 100, rejected: 100 } });

  expect(judgeInputs(sampleModel, files, [], { maxRejectRatio: 1 })).toEqual([]);
});

test('each input is measured for itself', () => {
  const files = countsOf({ users: { read: 3, rejected: 2 } });

  expect(judgeInputs(sampleModel, files, [], limits)).toMatchObject([
    { message: expect.stringContaining('users.csv: 2 of 3 rows were rejected (66.7 %)') },
  ]);
});

test.each([
  [9999, 10_000, 'more than 99.9 %'],
  [10_000, 10_000, '100 %'],
])('%i rejects of %i rows are not rounded to all of them unless they are all', (rejected, read, share) => {
  const files = countsOf({ experiments: { read, rejected } });

  expect(judgeInputs(sampleModel, files, [], limits)).toMatchObject([
    { message: expect.stringContaining(`(${share})`) },
  ]);
});

test('rejects of a reference that no feature reads shut no gate, and are a notice', () => {
  const files = countsOf({ compounds: { read: 5, rejected: 1 } });

  expect(judgeInputs(sampleModel, files, [], limits)).toEqual([]);
  expect(rejectNotices(sampleModel, files, limits)).toEqual([
    'compounds.csv: 1 of 5 rows were rejected (20 %); no feature reads compounds, so this does not stop the run',
  ]);
});

test('rejects of a reference that a feature looks up shut the gate', () => {
  const { experiments, compounds } = sampleInputs;
  const favourite = lookup(mostUsed(experiments.experiment_compound_ids), compounds.compound_name);
  const model = defineFeatures(sampleInputs, { favourite });
  const files = countsOf({ compounds: { read: 5, rejected: 1 } });

  expect(gatesOf(judgeInputs(model, files, [], limits))).toEqual(['reject_ratio']);
  expect(rejectNotices(model, files, limits)).toEqual([]);
});

test.each([
  ['of a reference up to the limit', { compounds: { read: 10, rejected: 1 } }],
  ['of an input that may stop a run', { experiments: { read: 10, rejected: 9 } }],
])('rejects %s are no notice', (_of, others) => {
  expect(rejectNotices(sampleModel, countsOf(others), limits)).toEqual([]);
});

test.each(['experiments', 'compounds'])('an input %s without rows passes', (input) => {
  expect(
    judgeInputs(sampleModel, countsOf({ [input]: { read: 0, rejected: 0 } }), [], { maxRejectRatio: 0 }),
  ).toEqual([]);
});

test.each([
  [0, 0, 'users.csv has no rows'],
  [4, 4, 'none of the 4 rows of users.csv can be used'],
])(
  'of %d rows of the entity %d being rejected, none is left, which is refused whatever the limit',
  (read, rejected, summary) => {
    const files = countsOf({ users: { read, rejected } });

    expect(judgeInputs(sampleModel, files, [], { maxRejectRatio: 1 })).toEqual([
      {
        gate: 'no_users',
        message: `users.csv: none of ${read} rows is a usable user, so the table would be empty`,
        summary,
      },
    ]);
  },
);

test('a total that no bigint holds is refused, naming row, what it is of, and value', () => {
  const overflow = { owner: 7n, what, value: 9223372036854775808n };

  expect(judgeInputs(sampleModel, fine, [overflow], limits)).toEqual([
    {
      gate: 'bigint_total',
      message: 'user 7: sum of experiment_run_time is 9223372036854775808, more than a bigint can hold',
      summary: 'the sum of experiment_run_time of user 7 is too large for the table',
    },
  ]);
});

test('a total of decimals that is too great is told as a decimal', () => {
  const overflow = { owner: 7n, what: 'sum of amount', value: 2n ** 63n, scale: 2 };

  expect(judgeInputs(sampleModel, fine, [overflow], limits)).toEqual([
    {
      gate: 'bigint_total',
      message:
        'user 7: sum of amount is 92233720368547758.08, more than 92233720368547758.07, ' +
        'the largest number with 2 digits after the point',
      summary: 'the sum of amount of user 7 is too large for the table',
    },
  ]);
});

test('of very many totals that no bigint holds the first ten are told', () => {
  const overflows = Array.from({ length: 1_000 }, (_, n) => ({
    owner: BigInt(n),
    what,
    value: 2n ** 63n,
  }));

  const refusals = judgeInputs(sampleModel, fine, overflows, limits);

  expect(refusals).toHaveLength(10);
  expect(refusals[9]?.message).toMatch(/^user 9: /);
});

test('all gates that stay shut are told at once', () => {
  const files = countsOf({ users: { read: 2, rejected: 2 } });

  const refusals = judgeInputs(sampleModel, files, [{ owner: 1n, what, value: 9n }], limits);

  expect(gatesOf(refusals)).toEqual(['reject_ratio', 'no_users', 'bigint_total']);
});

const half = { maxDeleteRatio: 0.5, acceptDeletes: false };

const before = { location: '/data', rows: 10 };
const deleting = (deleted: number) => ({ location: '/data', deleted });

test('deleting up to the limit passes, the limit included', () => {
  expect(judgeDeletions(sampleModel, deleting(5), before, half)).toEqual([]);
});

test('deleting more than the limit is refused, with counts, share, limit and the way out', () => {
  expect(judgeDeletions(sampleModel, deleting(6), before, half)).toEqual([
    {
      gate: 'deletions',
      message:
        'users.csv: 6 of 10 users of the last run would be deleted (60 %), the limit is 50 % (ETL_MAX_DELETE_RATIO); ' +
        'if that is right, run once with --accept-deletes, or over HTTP with {"acceptDeletes": true}',
      summary: '6 of 10 users would vanish',
    },
  ]);
});

test('many rows are told with separators in short', () => {
  const many = { ...before, rows: 100_000 };

  expect(judgeDeletions(sampleModel, deleting(99_990), many, half)).toMatchObject([
    { summary: '99,990 of 100,000 users would vanish' },
  ]);
});

test('deleting more than the limit is refused whatever folder the last run read, and both are told', () => {
  const [refusal] = judgeDeletions(
    sampleModel,
    { location: '/data', deleted: 6 },
    { location: '/o\nwn', rows: 10 },
    half,
  );

  expect(refusal?.gate).toBe('deletions');
  expect(refusal?.message).toContain(
    'the last run read /o\\nwn, this one reads /data; if that is right, run once with --accept-deletes',
  );
});

test('deleting any number passes when it was accepted', () => {
  expect(judgeDeletions(sampleModel, deleting(10), before, { ...half, acceptDeletes: true })).toEqual([]);
});

test('without an earlier run nothing can be missing', () => {
  expect(judgeDeletions(sampleModel, deleting(3), undefined, { ...half, maxDeleteRatio: 0 })).toEqual([]);
});

test('a limit of 0 refuses a single deletion', () => {
  expect(
    gatesOf(
      judgeDeletions(
        sampleModel,
        deleting(1),
        { ...before, rows: 1_000_000 },
        { ...half, maxDeleteRatio: 0 },
      ),
    ),
  ).toEqual(['deletions']);
});

test('refusals become one error that a retry cannot mend, with all their texts, and two of them in short', () => {
  const refusals = [
    { gate: 'no_users', message: 'first', summary: 'one' },
    { gate: 'deletions', message: 'second', summary: 'two' },
    { gate: 'deletions', message: 'third', summary: 'three' },
  ] as const;

  expect(() => refuse(refusals)).toThrow(
    new InputError(
      'GATE',
      'the result was not published, the table is unchanged:\n  first\n  second\n  third',
      {
        summary: 'one; two; 1 more',
        gates: ['no_users', 'deletions'],
      },
    ),
  );
});

test('without a refusal nothing is thrown', () => {
  expect(() => refuse([])).not.toThrow();
});
