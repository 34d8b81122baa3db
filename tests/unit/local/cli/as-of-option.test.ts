import { expect, test } from 'vitest';
import { asOfRefusal } from '../../../../local/cli/as-of-option.ts';

const NOON = new Date('2024-02-28T12:00:00Z');

test('--as-of need not be given', () => {
  expect(asOfRefusal(undefined, false, NOON)).toBeUndefined();
});

test.each(['2024-02-28', '2023-12-31', '0001-01-01'])('--as-of %s is a date', (asOf) => {
  expect(asOfRefusal(asOf, false, NOON)).toBeUndefined();
});

test('--as-of may be tomorrow, which it is already east of here', () => {
  expect(asOfRefusal('2024-02-29', false, NOON)).toBeUndefined();
});

test.each([
  '0000-01-01',
  '2023-02-29',
  '2023-13-01',
  '2023-00-10',
  '2023-04-31',
  '2023-1-1',
  '01/02/2023',
  '2023-01-01T00:00:00Z',
  ' 2023-01-01',
  'today',
  '',
])('--as-of %j is no date, whether or not one ahead is accepted', (asOf) => {
  const refusal = `--as-of must be a date YYYY-MM-DD, not "${asOf}".`;

  expect([asOfRefusal(asOf, false, NOON), asOfRefusal(asOf, true, NOON)]).toEqual([refusal, refusal]);
});

test.each(['2024-03-01', '3989-02-13'])('--as-of %s is too far ahead, unless that is meant', (asOf) => {
  const refusal = `--as-of ${asOf} is more than a day ahead of 2024-02-28 (UTC). If that is intended, add --accept-future-date.`;

  expect(asOfRefusal(asOf, false, NOON)).toBe(refusal);
  expect(asOfRefusal(asOf, true, NOON)).toBeUndefined();
});
