import { expect, test } from 'vitest';
import { readableLogLine } from '../../../../terminal/lines/log-line.ts';

const TIME = '2024-01-31T10:00:01.234Z';
const ID = '3f2a9c1e-0000-4000-8000-000000000000';
const line = (entry: object) => JSON.stringify({ level: 'info', time: TIME, message: 'step done', ...entry });
const shown = (entry: object, width?: number) => readableLogLine(line(entry), width).text;

test('a request is told as it was made', () => {
  const request = {
    message: 'request',
    requestId: ID,
    method: 'GET',
    path: '/runs',
    status: 200,
    durationMs: 12.4,
  };

  expect(shown(request)).toBe('10:00:01Z info  GET /runs 200 12 ms  request 3f2a9c1e');
});

test('what a step has to say stands before its run', () => {
  const text = shown({ step: 'load', read: 24, durationMs: 40, runId: 'etl-7' });

  expect(text).toBe('10:00:01Z info  step done  40 ms  step load  read 24  run etl-7');
});

test('of an error its name and message are told, not its stack', () => {
  const error = { name: 'Error', message: 'it broke', stack: 'Error: it broke\n  at x' };

  expect(shown({ level: 'error', error })).toBe('10:00:01Z error step done  Error: it broke');
});

test.each([
  ['debug', 'dim'],
  ['info', undefined],
  ['warn', 'yellow'],
  ['error', 'red'],
])('a line of level %s has the style %s', (level, style) => {
  expect(readableLogLine(line({ level })).style).toBe(style);
});

test('a line that informs is cut to the terminal', () => {
  expect(shown({ message: 'word '.repeat(30) }, 40).length).toBeLessThanOrEqual(40);
});

test('a warning is told as a whole', () => {
  const message = 'word '.repeat(30).trim();

  expect(shown({ level: 'warn', message }, 40)).toContain(message);
});

test.each(['airflow: run etl-7 queued', '{"level":"info", and no JSON', ''])('%j stays as it is', (text) => {
  expect(readableLogLine(text)).toEqual({ text, style: undefined });
});

test('nothing in a line steers the terminal', () => {
  expect(shown({ message: 'a\u001b[2J\nb' })).toContain('a<U+001B>[2J<U+000A>b');
});
