import { describe, expect, test } from 'vitest';
import { bodyOf, confLike } from '../../../web/dashboard/data/run-actions.ts';

describe('a run like another one', () => {
  const queuedAt = '2026-01-02T10:00:00.000Z';

  test.each([
    ['2024-01-31', { asOf: '2024-01-31' }],
    ['2026-01-02', {}],
    [null, {}],
  ])('that counted up to %j is started with %j', (asOf, conf) => {
    expect(confLike({ asOf, queuedAt, error: null })).toEqual(conf);
  });

  test('is started without its date, where that was refused', () => {
    const error = { step: 'plan', code: 'FUTURE_DATE', message: '', summary: null, gates: [] };

    expect(confLike({ asOf: '2999-01-31', queuedAt, error })).toEqual({});
  });
});

describe('the body of a request', () => {
  test('is none when all is as usual', () => {
    expect(bodyOf({})).toBeUndefined();
  });

  test('has what was chosen', () => {
    expect(bodyOf({ acceptDeletes: true })).toBe('{"acceptDeletes":true}');
  });
});
