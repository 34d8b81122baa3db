import { expect, test } from 'vitest';
import type { Delimiter } from '../../../../../lib/csv/dialect.ts';
import { rawFields } from '../../../../../lib/pipeline/findings/seen/raw-fields.ts';

test.each<[string, Delimiter, string[]]>([
  ['1,a,b', ',', ['1', 'a', 'b']],
  ['', ',', ['']],
  ['1,,', ',', ['1', '', '']],
  [' 1 ;\ta ', ';', ['1', 'a']],
  ['1,"a,b",c', ',', ['1', 'a,b', 'c']],
  ['1, "a ""b""" ,c', ',', ['1', 'a "b"', 'c']],
  ['="00123",x', ',', ['00123', 'x']],
  ['1\t"a\tb"', '\t', ['1', 'a\tb']],
  ['"a\t"\t x ', '\t', ['a\t', 'x']],
  ['\ufeff"1",\ufeffa', ',', ['1', '\ufeffa']],
  ['"two\nlines",x', ',', ['two\nlines', 'x']],
  ['\ufeff"a,b",x', ',', ['a,b', 'x']],
])('of %j with %j they are %j', (raw, delimiter, fields) => {
  expect(rawFields(raw, delimiter)).toEqual(fields);
});

test.each<[string, string[]]>([
  ['1,"never closed, x', ['1', 'never closed, x']],
  ['"', ['']],
  ['""', ['']],
  ['"a"b,c', ['a', 'c']],
  ['6" tall,x', ['6" tall', 'x']],
])('of %j, which is no row, there are those that one would read', (raw, fields) => {
  expect(rawFields(raw, ',')).toEqual(fields);
});
