import { expect, test } from 'vitest';
import { readRunConf } from '../../../../lib/pipeline/trigger/run-conf.ts';

test('a conf may be empty', () => {
  expect(readRunConf({})).toEqual({});
});

test('a conf may carry a date, leave for it to be ahead, and leave to delete', () => {
  const conf = { asOf: '2024-02-29', acceptFutureDate: true, acceptDeletes: true };

  expect(readRunConf(conf)).toEqual(conf);
});

test('members of other people are passed over', () => {
  expect(readRunConf({ asOf: '2024-01-31', note: 'from the UI' })).toEqual({ asOf: '2024-01-31' });
});

test.each([
  [{ asOf: '2023-02-29' }, 'asOf must be a date YYYY-MM-DD'],
  [{ asOf: '0000-01-01' }, 'asOf must be a date YYYY-MM-DD'],
  [{ asOf: 'yesterday' }, 'asOf must be a date YYYY-MM-DD'],
  [{ acceptDeletes: 'yes' }, 'acceptDeletes must be true or false'],
  [['2024-01-31'], 'conf must be an object'],
  [{ asOf: 1, acceptDeletes: 1 }, 'asOf must be a date YYYY-MM-DD; acceptDeletes must be true or false'],
])('the conf %j is refused with the reason', (conf, reason) => {
  expect(() => readRunConf(conf)).toThrow(
    expect.objectContaining({
      name: 'InputError',
      code: 'BAD_CONF',
      message: expect.stringContaining(reason),
    }),
  );
});
