import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../../lib/csv/values/dates.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Whether Date finds the day where it was put: it lets 31 June roll over into July. */
function exists(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

describe('parseDate', () => {
  test.each(['0001-01-01', '2023-01-31', '2024-02-29', '2000-02-29', '9999-12-31'])('reads %s', (text) => {
    const date = parseDate(text);

    expect(date).toBe(text);
  });

  test.each([
    '2023-01-02T10:11',
    '2023-01-02 10:11',
    '2023-01-02T10:11:12',
    '2023-01-02T10:11:12.5',
    '2023-01-02 10:11:12.123456789',
    '2023-01-02T10:11:12Z',
    '2023-01-02T10:11Z',
    '2023-01-02T23:59:60Z',
    '2023-01-02T10:11:12+05:30',
    '2023-01-02T10:11:12-0800',
    '2023-01-02T10:11:12.000+02',
    '2023-01-02 00:00:00',
    '2023-01-02 00:00:00 UTC',
    '2023-01-02 00:00:00UTC',
    '2023-01-02T00:00 Z',
    '2023-01-02 00:00:00+00',
    '2023-01-02 23:59:59.5 +00:00',
    '2023-01-02 23:59:59 -0800',
  ])('takes the date part of %s as it stands', (text) => {
    const date = parseDate(text);

    expect(date).toBe('2023-01-02');
  });

  test.each([
    '',
    '2023',
    '2023-01',
    '0000-01-01',
    '2023-00-01',
    '2023-13-01',
    '2023-01-00',
    '2023-01-32',
    '2023-04-31',
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2023-1-2',
    '23-01-02',
    '01-02-2023',
    '01/02/2023',
    '2023/01/02',
    '20230102',
    '2023-W01-1',
    '2023-001',
    '+2023-01-02',
    '-001-01-02',
    '12023-01-02',
    '2 23-01-02',
    '2023-01-02T',
    '2023-01-02 ',
    '2023-01-02x',
    '2023-01-02T10',
    '2023-01-02T1:11',
    '2023-01-02T24:00',
    '2023-01-02T10:60',
    '2023-01-02T10:11:61',
    '2023-01-02T10:11:12.',
    '2023-01-02T10:11:12z',
    '2023-01-02t10:11:12',
    '2023-01-02T10:11:12+24:00',
    '2023-01-02T10:11:12+05:60',
    '2023-01-02T10:11:12+5',
    '2023-01-02T10:11:12  +05:30',
    '2023-01-02T10:11:12 GMT',
    '2023-01-02T10:11:12 utc',
    '2023-01-02T10:11:12 +00:00 UTC',
    '2023-01-02 UTC',
    '2023-01-02T10:11:12Z ',
    '2023-01-02Z',
    '2023-02-29T10:11:12Z',
    '٢٠٢٣-01-02',
    '2023–01–02',
    'yesterday',
    'null',
  ])('refuses %j', (text) => {
    const date = parseDate(text);

    expect(date).toBe('bad_date');
  });

  test('knows which days exist, as Date does', () => {
    const part = (max: number) => fc.integer({ min: 0, max });

    fc.assert(
      fc.property(part(9999), part(13), part(32), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

        const date = parseDate(text);

        expect(date).toBe(exists(year, month, day) ? text : 'bad_date');
      }),
      { numRuns: 3000 },
    );
  });

  test('finds the date in every timestamp that Date writes', () => {
    const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z') };

    fc.assert(
      fc.property(fc.date({ ...range, noInvalidDate: true }), (instant) => {
        const timestamp = instant.toISOString();

        const date = parseDate(timestamp);

        expect(date).toBe(timestamp.slice(0, 10));
      }),
    );
  });
});
