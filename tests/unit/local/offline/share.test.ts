import { describe, expect, test } from 'vitest';
import { finishesCalls, functionsOf, shareOf } from '../../../../local/offline/share.ts';

const functions = {
  check: { events: [{ httpApi: 'GET /check/table' }] },
  others: { events: [{ httpApi: '*' }] },
  load: {},
  publish: { events: [] },
};

describe('ETL_SERVES', () => {
  test.each([
    [undefined, 'all'],
    ['', 'all'],
    ['routes', 'routes'],
    ['steps', 'steps'],
  ])('%j serves %s', (text, share) => {
    expect(shareOf({ ETL_SERVES: text })).toBe(share);
  });

  test.each(['Steps', 'all', 'api'])('%j is refused with what it may be', (text) => {
    expect(() => shareOf({ ETL_SERVES: text })).toThrow(`must be routes or steps, or not set`);
  });
});

describe('the functions', () => {
  test.each([
    ['all', ['check', 'others', 'load', 'publish']],
    ['routes', ['check', 'others']],
    ['steps', ['load', 'publish']],
  ] as const)('of %s', (share, keys) => {
    expect(Object.keys(functionsOf(functions, share))).toEqual(keys);
  });

  test('of a share that has none are an error', () => {
    expect(() => functionsOf({ load: functions.load }, 'routes')).toThrow('serverless.yml has no routes');
  });
});

test('a server of one share finishes its calls when it is stopped, one of all does not', () => {
  expect((['all', 'routes', 'steps'] as const).map(finishesCalls)).toEqual([false, true, true]);
});
