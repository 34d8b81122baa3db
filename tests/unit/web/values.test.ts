import { describe, expect, test } from 'vitest';
import { SHOWN_AS } from '../../../lib/model/sql-types/sql-value.ts';
import { SQL_TYPES } from '../../../lib/model/sql-types.ts';
import { SHOWN } from '../../../web/dashboard/values.ts';

describe('a value is shown', () => {
  test.each([
    ['integer', '12345678901234567', '12,345,678,901,234,567'],
    ['integer', 1234, '1,234'],
    ['integer', null, '–'],
    ['number', 0.5, '0.5'],
    ['number', null, '–'],
    ['decimal', '1234567890123456.50', '1,234,567,890,123,456.50'],
    ['decimal', '0.05', '0.05'],
    ['decimal', null, '–'],
    ['text', '<b>1234', '<b>1234'],
    ['text', null, ''],
    ['date', '2024-02-29', '2024-02-29'],
    ['timestamp', '2024-02-29T08:00:00.5Z', '2024-02-29T08:00:00.5Z'],
    ['list', ['7', '1234'], '7, 1234'],
    ['list', [], 'empty'],
    ['list', null, '–'],
  ] as const)('of a column of type %s: %j', (type, value, text) => {
    expect(SHOWN[type].text(value)).toBe(text);
  });
});

test('there is a way to show each type that the API tells', () => {
  expect(Object.keys(SHOWN)).toEqual([...SHOWN_AS]);
});

test.each(Object.entries(SQL_TYPES))(
  '%s can be sorted by in the dashboard when it can be in the API',
  (_, type) => {
    expect(SHOWN[type.shownAs].isSorted).toBe(type.isInCursor !== null);
  },
);
