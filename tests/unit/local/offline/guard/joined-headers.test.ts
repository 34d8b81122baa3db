import { expect, test } from 'vitest';
import { joinedHeaders } from '../../../../../local/offline/guard/joined-headers.ts';

test('headers that were sent once stay as they are, but for the case of their names', () => {
  expect(joinedHeaders(['Host', 'localhost', 'X-Api-Key', 'a key'])).toEqual([
    'host',
    'localhost',
    'x-api-key',
    'a key',
  ]);
});

test.each([
  ['twice', ['x-api-key', 'wrong', 'x-api-key', 'right'], ['x-api-key', 'wrong,right']],
  ['in another case', ['X-API-KEY', 'wrong', 'x-api-key', 'right'], ['x-api-key', 'wrong,right']],
  ['with nothing first', ['x-api-key', '', 'x-api-key', 'right'], ['x-api-key', ',right']],
  ['as cookies', ['cookie', 'a=1', 'Cookie', 'b=2'], ['cookie', 'a=1; b=2']],
])('headers that were sent %s are joined: none makes up for another', (_how, raw, joined) => {
  expect(joinedHeaders(raw)).toEqual(joined);
});

test('no header is none', () => {
  expect(joinedHeaders([])).toEqual([]);
});
