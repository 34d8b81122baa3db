import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlainTimestamp } from '../../../../lib/csv/values/plain-values.ts';
import { parseTimestamp } from '../../../../lib/csv/values/timestamps.ts';

describe('parseTimestamp', () => {
  test.each([
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2024-02-29T08:05', '2024-02-29T08:05:00Z'],
    ['2024-02-29 08:05:09', '2024-02-29T08:05:09Z'],
    ['2024-02-29T08:05:09Z', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09 Z', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09 UTC', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09UTC', '2024-02-29T08:05:09Z'],
    ['2024-02-29T08:05:09+00:00', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09 +00:00', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09+0000', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09+00', '2024-02-29T08:05:09Z'],
    ['2024-02-29 08:05:09-00', '2024-02-29T08:05:09Z'],
  ])('reads %j', (text, moment) => {
    expect(parseTimestamp(text)).toBe(moment);
  });

  test.each([
    ['2024-02-29T23:30-05:30', '2024-03-01T05:00:00Z'],
    ['2024-03-01T00:15:30+0100', '2024-02-29T23:15:30Z'],
    ['2024-01-01 00:00:00 +14', '2023-12-31T10:00:00Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2016-12-31T23:59:60.5+00:00', '2017-01-01T00:00:00.5Z'],
    ['0050-06-15T00:00+01:00', '0050-06-14T23:00:00Z'],
  ])('converts %j to UTC', (text, moment) => {
    expect(parseTimestamp(text)).toBe(moment);
  });

  test.each([
    ['2024-02-29T08:05:09.5', '2024-02-29T08:05:09.5Z'],
    ['2024-02-29T08:05:09.000Z', '2024-02-29T08:05:09Z'],
    ['2024-02-29T08:05:09.123456', '2024-02-29T08:05:09.123456Z'],
    ['2024-02-29T08:05:09.123456999', '2024-02-29T08:05:09.123456Z'],
    ['2024-02-29T23:59:59.999999999', '2024-02-29T23:59:59.999999Z'],
    ['2024-02-29T08:05:09.100000 +01:00', '2024-02-29T07:05:09.1Z'],
  ])('keeps microseconds of %j', (text, moment) => {
    expect(parseTimestamp(text)).toBe(moment);
  });

  test.each([
    '',
    'now',
    '2023-02-29T00:00:00Z',
    '2024-02-29T',
    '2024-02-29Z',
    '2024-02-29 UTC',
    '2024-02-29T24:00:00',
    '2024-02-29T08',
    '2024-02-29T08:60',
    '2024-02-29T08:05:61',
    '2024-02-29T08:05:09.',
    '2024-02-29T08:05:09,5',
    '2024-02-29T08:05:09.1234567890',
    '2024-02-29t08:05:09z',
    '2024-02-29T08:05:09  Z',
    '2024-02-29T08:05:09+5',
    '2024-02-29T08:05:09+24:00',
    '2024-02-29T08:05:09+05:60',
    '2024-02-29T08:05:09 GMT',
    '2024-02-29T08:05:09 Europe/Berlin',
    '29.02.2024 08:05',
    '02/29/2024 08:05',
    '20240229T080509Z',
    '1709193909',
    '0000-12-31T23:59:59Z',
    '10000-01-01T00:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBe('bad_timestamp');
  });

  test.each([
    ['0001-01-01T00:00+00:00', '0001-01-01T00:00:00Z'],
    ['0001-01-01T00:00+00:01', 'bad_timestamp'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
    ['9999-12-31T23:59-00:01', 'bad_timestamp'],
    ['9999-12-31T23:59:60Z', 'bad_timestamp'],
  ])('keeps within the years that there are: %j is %j', (text, moment) => {
    expect(parseTimestamp(text)).toBe(moment);
  });

  test('agrees with Date on any moment and offset', () => {
    const anyMoment = fc.date({
      min: new Date('0002-01-01'),
      max: new Date('9998-12-31'),
      noInvalidDate: true,
    });
    const anyOffset = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });

    fc.assert(
      fc.property(anyMoment, anyOffset, (moment, offset) => {
        const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const minutes = Math.abs(offset);
        const two = (value: number) => String(value).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;

        const read = parseTimestamp(`${local}${zone}`);

        expect(new Date(read).getTime()).toBe(moment.getTime());
      }),
    );
  });
});

test.each([
  ['2024-02-29T08:05:09Z', true],
  ['2024-02-29 08:05:09.123456Z', true],
  ['2024-02-29T08:05:09', false],
  ['2024-02-29T08:05:09+00:00', false],
  ['2024-02-29T08:05:60Z', false],
  ['2024-02-29T24:05:00Z', false],
  ['2024-02-29T08:05:09.Z', false],
  ['2024-02-29T08:05:09.1234567Z', false],
  ['2023-02-29T08:05:09Z', false],
  ['2024-02-29T08-05-09Z', false],
])('that a session of any time zone takes %j for the same is %j', (text, isPlain) => {
  const bytes = Buffer.from(`x${text}x`);

  expect(isPlainTimestamp(bytes, 1, 1 + text.length)).toBe(isPlain);
});
