import { expect, test } from 'vitest';
import { Tokens } from '../../../../../local/airflow/rest/tokens.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

function newTokens() {
  let time = Date.parse('2026-01-02T00:00:00Z');
  const tokens = new Tokens({ username: 'airflow', password: 'secret', now: () => new Date(time) });
  return {
    tokens,
    pass: (ms: number) => {
      time += ms;
    },
  };
}

test('a token is valid for a day and no longer', () => {
  const { tokens, pass } = newTokens();
  const token = tokens.logIn('airflow', 'secret') ?? '';

  pass(DAY_MS - 1);
  const justBefore = tokens.validity(token);
  pass(1);

  expect([justBefore, tokens.validity(token)]).toEqual(['valid', 'expired']);
});

test.each([
  ['airflow', 'Secret'],
  ['airflow', 'secret '],
  ['Airflow', 'secret'],
  ['airflow', ''],
])('%j with %j is refused', (username, password) => {
  const { tokens } = newTokens();

  expect(tokens.logIn(username, password)).toBeUndefined();
});

test('every login has a token of its own', () => {
  const { tokens } = newTokens();

  const [first, second] = [tokens.logIn('airflow', 'secret'), tokens.logIn('airflow', 'secret')];

  expect(first).not.toBe(second);
  expect([tokens.validity(first ?? ''), tokens.validity(second ?? '')]).toEqual(['valid', 'valid']);
});

test('of very many tokens the oldest is forgotten', () => {
  const { tokens } = newTokens();
  const first = tokens.logIn('airflow', 'secret') ?? '';

  for (let n = 0; n < 1000; n += 1) {
    tokens.logIn('airflow', 'secret');
  }

  expect(tokens.validity(first)).toBe('unknown');
});
