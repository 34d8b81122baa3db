import { expect, test } from 'vitest';
import { RUN_CODES } from '../../../lib/error-codes.ts';
import { resultOf } from '../../../lib/views/run-result.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { aRun } from './a-run.ts';

const succeeded = (counts: NonNullable<Parameters<typeof aRun>[0]>['counts']) =>
  resultOf(aRun({ state: 'succeeded', counts: counts ?? {} }), sampleModel);
const failed = (code: string, summary: string | null = null) =>
  resultOf(
    aRun({ state: 'failed', error: { step: 'publish', code, message: 'text', summary, gates: [] } }),
    sampleModel,
  );

test.each([
  ['rows that are new', { inserted: 10 }, 'Published: users_derivation has 10 users (10 inserted).'],
  [
    'every kind of change, with separators, and rejects',
    { inserted: 12, updated: 3, deleted: 1, unchanged: 99_975, rejected: 41 },
    'Published: users_derivation has 99,990 users (12 inserted, 3 updated, 1 deleted). 41 rows were rejected.',
  ],
  ['no change', { unchanged: 10 }, 'Published: users_derivation has 10 users (nothing changed).'],
  [
    'one row, and one reject',
    { inserted: 1, rejected: 1 },
    'Published: users_derivation has 1 user (1 inserted). 1 row was rejected.',
  ],
])('a run that published %s', (_what, counts, sentence) => {
  expect(succeeded(counts)).toBe(sentence);
});

test('a run that failed says why in the words of its step', () => {
  expect(failed('GATE', '99,990 of 100,000 users would vanish')).toBe(
    'Not published: 99,990 of 100,000 users would vanish. The table is unchanged.',
  );
});

test.each(Object.keys(RUN_CODES).filter((code) => code !== 'CANCELLED'))(
  'a run that failed with %s says why, also where its step knew no short form',
  (code) => {
    expect(failed(code)).toMatch(/^Not published: [^.]+\. The table is unchanged\.$/);
  },
);

test('a run that failed with a code of an earlier release says that it is not published', () => {
  expect(failed('LONG_GONE')).toBe('Not published. The table is unchanged.');
});

test('a run that was cancelled says so', () => {
  expect(failed('CANCELLED')).toBe('Cancelled. The table is unchanged.');
});

test.each(['queued', 'running'] as const)('a run that is %s has no result yet', (state) => {
  const { counts } = aRun();

  expect(resultOf({ state, counts, error: null }, sampleModel)).toBeNull();
});
