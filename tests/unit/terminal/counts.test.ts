import { expect, test } from 'vitest';
import { counted, countList } from '../../../terminal/counts.ts';

test.each([
  [0, 'warnings', '0 warnings'],
  [1, 'warnings', '1 warning'],
  [1041, 'warnings', '1,041 warnings'],
  [1, 'rejected', '1 rejected'],
])('%i %s is %s', (count, name, text) => {
  expect(counted(count, name)).toBe(text);
});

test('several are told in the order of their names, none as 0', () => {
  expect(countList(['read', 'rejected', 'warnings'], { warnings: 1, read: 2300, rejected: null })).toBe(
    '2,300 read, 0 rejected, 1 warning',
  );
});
