import { expect, test } from 'vitest';
import {
  ConfigError,
  codeOf,
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

const coded = (code: unknown) => Object.assign(new Error('text'), { code });

test.each([
  ['its own', coded('ENOENT'), 'ENOENT'],
  [
    'of one that is made of several, that of the first',
    new AggregateError([coded('ECONNREFUSED'), coded('ETIMEDOUT')]),
    'ECONNREFUSED',
  ],
  [
    'of one that is made of several, its own',
    Object.assign(new AggregateError([coded('A')]), { code: 'B' }),
    'B',
  ],
  ['none where it is no text', coded(7), undefined],
  ['none of an error without', new Error('text'), undefined],
  ['none of what is no error', { code: 'ENOENT' }, undefined],
  ['none of nothing', null, undefined],
])('the code of an error is %s', (_what, error, code) => {
  expect(codeOf(error)).toBe(code);
});
