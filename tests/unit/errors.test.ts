import { expect, test } from 'vitest';
import {
  ConfigError,
  InputError,
  messageOf,
  PERMANENT_ERRORS,
  RunClosedError,
  ServiceError,
  stepFailure,
} from '../../lib/errors.ts';

test('a ServiceError without options has no time to wait and no details', () => {
  expect(new ServiceError('NOT_FOUND', 'text')).toMatchObject({
    name: 'ServiceError',
    code: 'NOT_FOUND',
    message: 'text',
    retryAfterS: undefined,
    details: {},
  });
});

test('the cause of an error is kept', () => {
  const cause = new Error('cause');

  expect(new ServiceError('INTERNAL_ERROR', 'text', { cause }).cause).toBe(cause);
  expect(new InputError('GATE', 'text', { cause }).cause).toBe(cause);
});

test('errors that a retry cannot help have the names by which the DAG knows them', () => {
  const errors = [new InputError('GATE', 'text'), new RunClosedError('text')];

  expect(errors.map(({ name }) => name)).toEqual([...PERMANENT_ERRORS]);
});

test('the names are part of the text, where serverless-offline leaves nothing else', () => {
  expect(String(new InputError('GATE', 'text'))).toBe('InputError: text');
  expect(String(new RunClosedError('text'))).toBe('RunClosedError: text');
  expect(String(new ConfigError('text'))).toBe('ConfigError: text');
});

test.each([
  [new TypeError('text'), 'text'],
  ['text', 'text'],
  [undefined, 'undefined'],
  [null, 'null'],
  [{ message: 'text' }, '[object Object]'],
])('the text of %j, when it is thrown, is %j', (thrown, text) => {
  expect(messageOf(thrown)).toBe(text);
});

test.each([
  [
    new InputError('GATE', 'text', { summary: 'short', gates: ['deletions'] }),
    { code: 'GATE', message: 'text', summary: 'short', gates: ['deletions'] },
  ],
  [new InputError('BAD_CONF', 'text'), { code: 'BAD_CONF', message: 'text', summary: null, gates: [] }],
  [new RunClosedError('text'), { code: 'RUN_CLOSED', message: 'text', summary: null, gates: [] }],
  [
    new ServiceError('DATABASE_UNAVAILABLE', 'text'),
    { code: 'DATABASE_UNAVAILABLE', message: 'text', summary: null, gates: [] },
  ],
  [new TypeError('text'), { code: 'STEP_FAILED', message: 'text', summary: null, gates: [] }],
])('what is recorded of %s', (error, failure) => {
  expect(stepFailure(error)).toEqual(failure);
});
