import { expect, test } from 'vitest';
import { pageText } from '../../../web/dashboard/page-text.ts';

test.each([
  [2, 294, 'Page 2 of 12'],
  [1, 25, 'Page 1 of 1'],
  [1, 0, 'Page 1 of 1'],
  [1_200, 50_000, 'Page 1,200 of 2,000'],
  [3, null, 'Page 3'],
  [3, undefined, 'Page 3'],
])('page %d of a list of %j rows is called %s', (number, total, text) => {
  expect(pageText(number, total, 25)).toBe(text);
});
