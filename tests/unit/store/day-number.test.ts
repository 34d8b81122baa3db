import { expect, test } from 'vitest';
import { dayNumber } from '../../../lib/store/day-number.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.parse('0001-01-01T00:00:00Z');

test('every day of eight centuries, and of the last one, has the number after that of the day before', () => {
  const wrong: string[] = [];
  for (let day = 0; day < 3_652_059; day++) {
    if (day === 292_194) {
      day = 3_615_500;
    }
    const date = new Date(FIRST + day * DAY_MS).toISOString().slice(0, 10);
    if (dayNumber(Buffer.from(`,${date}`), 1) !== day) {
      wrong.push(date);
    }
  }

  expect(wrong).toEqual([]);
});

test('the first day is 0, and the last one is 9999-12-31', () => {
  const numbers = ['0001-01-01', '9999-12-31'].map((date) => dayNumber(Buffer.from(date), 0));

  expect(numbers).toEqual([0, 3_652_058]);
});
