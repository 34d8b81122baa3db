import { expect, test } from 'vitest';
import { RUN_CODES } from '../../../../lib/error-codes.ts';
import { adviceFor } from '../../../../lib/views/advice/advice.ts';

const failed = (code: string, gates: string[] = [], rejected: number | null = 2) =>
  adviceFor({
    ...{ state: 'failed', withRejects: null, counts: { rejected } },
    error: { step: 'publish', code, message: 'text', summary: null, gates },
  });
const actionsOf = (advice: readonly { readonly action: string }[]) => advice.map(({ action }) => action);

test.each([
  ['deletions', ['accept_deletes', 'correct_files']],
  ['reject_ratio', ['see_rejects', 'correct_files']],
  ['no_users', ['see_rejects', 'correct_files']],
  ['bigint_total', ['correct_files']],
])('the gate %s', (gate, actions) => {
  expect(actionsOf(failed('GATE', [gate]))).toEqual(actions);
});

test('rejected rows are not to be looked at where there are none', () => {
  expect(actionsOf(failed('GATE', ['no_users'], 0))).toEqual(['correct_files']);
});

test('of several gates each action is advised once', () => {
  const advice = failed('GATE', ['reject_ratio', 'deletions', 'no_users']);

  expect(actionsOf(advice)).toEqual(['accept_deletes', 'correct_files', 'see_rejects']);
});

test.each([
  ['INPUT_UNUSABLE', ['correct_files', 'run_again']],
  ['INPUT_CHANGED', ['run_again', 'see_logs']],
  ['CANCELLED', ['run_again']],
  ['FUTURE_DATE', ['run_again']],
  ['TABLE_DIFFERS', ['run_again']],
  ['TOO_MANY_PARTS', ['run_again']],
  ['RUN_CLOSED', ['run_again', 'see_logs']],
  ['DATABASE_UNAVAILABLE', ['run_again', 'see_logs']],
  ['ABANDONED', ['run_again', 'see_logs']],
  ['DAG_RUN_FAILED', ['run_again', 'see_logs']],
  ['STEP_FAILED', ['see_logs', 'run_again']],
  ['LONG_GONE', ['see_logs', 'run_again']],
])('a run that failed with %s', (code, actions) => {
  expect(actionsOf(failed(code))).toEqual(actions);
});

test.each(Object.keys(RUN_CODES))('there is an advice for every code, %s too, in whole sentences', (code) => {
  const texts = failed(code).map(({ text }) => text);

  expect(texts.length).toBeGreaterThan(0);
  expect(texts.every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
});

test.each([
  ['queued', null, ['wait']],
  ['running', null, ['wait']],
  ['succeeded', false, []],
  ['succeeded', true, ['see_rejects', 'correct_files']],
] as const)('a run that is %s, with rejects: %s', (state, withRejects, actions) => {
  expect(actionsOf(adviceFor({ state, withRejects, error: null, counts: { rejected: 2 } }))).toEqual(actions);
});
