import { expect, test } from 'vitest';
import { describeError } from '../../../../local/files/system-error.ts';

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code });

test.each([
  ['the system', withCode('ENOSPC: no space left on device, write', 'ENOSPC')],
  ['the system, of a quota', withCode('EDQUOT: disk quota exceeded, write', 'EDQUOT')],
  ['PostgreSQL, of a query', withCode('could not write to file "base/pgsql_tmp/1"', '53100')],
  [
    'PostgreSQL, of its start',
    new Error(
      'PostgreSQL did not start: could not write lock file "postmaster.pid": No space left on device',
    ),
  ],
  ['what caused an error', new Error('initdb failed', { cause: withCode('write', 'ENOSPC') })],
])('that the disk is full is said, with what to do, when %s says so', (_who, error) => {
  const text = describeError(error);

  expect(text).toContain(`The disk is full (${error.message})`);
  expect(text).toContain('ETL_STATE_DIR');
});

test.each([
  [new Error('relation "nowhere" does not exist'), 'relation "nowhere" does not exist'],
  ['a text', 'a text'],
])('another error is told as it is: %s', (error, text) => {
  expect(describeError(error)).toBe(text);
});

test.each([
  ['a port in use', { code: 'EADDRINUSE', port: 5000 }, /^Port 5000 is in use: stop the program/],
  [
    'nothing that listens',
    { code: 'ECONNREFUSED', port: 54_320 },
    /^Nothing listens on port 54320: .*status/,
  ],
  [
    'a right that is missing',
    { code: 'EACCES', path: '/etc/x', syscall: 'open' },
    /^This user may not open \/etc\/x: /,
  ],
  ['a file that is missing', { code: 'ENOENT', path: '/x' }, /^There is no file or folder \/x\./],
])('%s is told in our words first', (_what, members, text) => {
  const error = Object.assign(new Error('RAW: raw text'), members);

  expect(describeError(error)).toMatch(text);
  expect(describeError(error)).toContain('(RAW: raw text)');
});

test('what caused a fetch to fail is told, not that it failed', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5000'), {
    code: 'ECONNREFUSED',
    port: 5000,
  });

  const text = describeError(new TypeError('fetch failed', { cause }));

  expect(text).toContain('Nothing listens on port 5000');
  expect(text).not.toContain('fetch failed');
});

test('of several attempts the first is told', () => {
  const attempt = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', port: 5000 });

  expect(describeError(new AggregateError([attempt], ''))).toContain('Nothing listens on port 5000');
});

test('an error of our own has words of its own, whatever caused it', () => {
  class OwnError extends Error {
    override readonly name = 'OwnError';
  }
  const cause = Object.assign(new Error('open'), { code: 'EACCES' });

  expect(describeError(new OwnError('the secrets can not be read', { cause }))).toBe(
    'the secrets can not be read',
  );
});

test('a request that took too long is told so', () => {
  const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError');

  expect(describeError(error)).toMatch(/^There was no answer in time/);
});
