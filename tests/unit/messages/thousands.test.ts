import { expect, test } from 'vitest';
import { countedAs, withThousands } from '../../../lib/messages/thousands.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [99_990, '99,990'],
  [9_223_372_036_854_775_807n, '9,223,372,036,854,775,807'],
])('%s is written as %s', (value, text) => {
  expect(withThousands(value)).toBe(text);
});

test.each([
  [1, '1 row'],
  [0, '0 rows'],
  [1_041, '1,041 rows'],
])('%i rows are counted as %s', (count, text) => {
  expect(countedAs(count, 'row', 'rows')).toBe(text);
});
