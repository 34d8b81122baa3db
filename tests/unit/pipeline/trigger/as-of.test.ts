import { expect, test } from 'vitest';
import { asOfDate, futureDateProblem } from '../../../../lib/pipeline/trigger/as-of.ts';

const NOON = new Date('2024-02-28T12:00:00Z');

test('the date of a run is the day it was queued, UTC', () => {
  expect(asOfDate({ ETL_AS_OF: undefined }, new Date('2024-02-28T23:59:59Z'))).toBe('2024-02-28');
});

test('the setting comes before that', () => {
  expect(asOfDate({ ETL_AS_OF: '2020-01-01' }, NOON)).toBe('2020-01-01');
});

test.each([
  ['no date', undefined],
  ['the first date', '0001-01-01'],
  ['today', '2024-02-28'],
  ['tomorrow', '2024-02-29'],
])('%s is not ahead', (_what, asOf) => {
  expect(futureDateProblem(asOf, {}, NOON)).toBeUndefined();
});

test.each(['2024-03-01', '2025-01-01', '9999-12-31'])('%s is too far ahead', (asOf) => {
  expect(futureDateProblem(asOf, { acceptFutureDate: false }, NOON)).toBe(
    `asOf ${asOf} is more than a day ahead of 2024-02-28 (UTC); if that is intended, add "acceptFutureDate": true`,
  );
});

test('a date ahead that is meant is none too far', () => {
  expect(futureDateProblem('9999-12-31', { acceptFutureDate: true }, NOON)).toBeUndefined();
});
