import { expect, test } from 'vitest';
import { splitFields } from '../../../../lib/csv/records/split-fields.ts';

test.each([
  ['no quotes', '1,a', ['1', 'a']],
  ['a single empty field', '', ['']],
  ['empty fields', ',,', ['', '', '']],
  ['padding round values', ' 1 ,\ta b\t', ['1', 'a b']],
  ['quotes', '"1","a"', ['1', 'a']],
  ['padding round quotes, and inside them', ' " 1 " ,\t"\ta"', ['1', 'a']],
  ['a delimiter and a line end inside quotes', '"1,2","a\nb"', ['1,2', 'a\nb']],
  ['an empty value in quotes', '"",""', ['', '']],
  ['doubled quotes', '"a ""b"" c",x', ['a "b" c', 'x']],
  ['nothing but a doubled quote', '"""",x', ['"', 'x']],
  ['two doubled quotes in a row', '"""""",x', ['""', 'x']],
  ['doubled quotes at both ends of a value', '"""a""",x', ['"a"', 'x']],
  ['a doubled quote before a delimiter', '"a"",b",x', ['a",b', 'x']],
  ['padding between a quote and a doubled one', '" ""a"" ",x', ['"a"', 'x']],
])('splits a record with %s', (_, record, fields) => {
  expect(splitFields(record, ',')).toEqual(fields);
});

test('where TAB is the delimiter it is no padding', () => {
  expect(splitFields('\t "a\tb" \t', '\t')).toEqual(['', 'a\tb', '']);
});
