import { expect, test } from 'vitest';
import { ofDate, ofExperiments, ofUserId, ofUsers } from './explained.ts';

test.each<[string[], string]>([
  [['1,1,2,3,5'], '5 columns, the header has 4'],
  [['x'], '1 column, the header has 4'],
  [['1,2,3', '1,2'], '2 or 3 columns, the header has 4'],
  [['1,2,3,4,5', '1,2', '1'], '1 to 5 columns, the header has 4'],
])('of rows such as %j both numbers of columns are told', (rows, meaning) => {
  expect(ofExperiments('wrong_column_count', ...rows).meaning).toBe(meaning);
});

test('a value is told as it stands there, with what nobody sees made visible', () => {
  expect(ofUserId('5\u200b6').meaning).toBe(
    'user_id is empty or not a whole number (digits only, or like 10.0): "5<U+200B>6"',
  );
});

test('of an empty value there is nothing to be told but that', () => {
  expect(ofDate('').meaning).toBe(
    'signup_date is empty or not a real date (YYYY-MM-DD, or an ISO 8601 timestamp)',
  );
});

test('a reason that says it all is told alone', () => {
  expect(ofUsers('stray_quote', 'x"').meaning).toBe(
    'the row has a quote inside an unquoted field, or text after a closing quote',
  );
});
