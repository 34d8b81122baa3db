import { expect, test } from 'vitest';
import { describeError } from '../../../../local/files/disk-full.ts';

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
