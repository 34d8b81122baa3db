import { expect, test } from 'vitest';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { TextIds } from '../../../../lib/aggregation/ids/text-ids.ts';
import { textsOf } from '../../../../lib/aggregation/ids/texts.ts';
import { idArray, totalsArrays } from '../../../../lib/pipeline/publish/totals-arrays.ts';
import { literalOf } from '../../../../lib/store/array-literal.ts';
import { columnOf } from '../../../support/event-totals.ts';
import { elementsOf } from '../../support/array-elements.ts';

const GREATEST = 2n ** 63n - 1n;
const owners = new IntegerIds(BigUint64Array.of(3n, 5n, GREATEST));
const events = columnOf([2n, 7n, 1n]);

test('owners, numbers of events and values are arrays of the same length, exact to the greatest', () => {
  const slots = [columnOf([GREATEST, 0n, 2n ** 53n + 1n]), columnOf([1n, 2n, 3n])];

  const arrays = totalsArrays({ owners, events, slots }, Uint32Array.of(0, 1, 2));

  expect(elementsOf(arrays.owners)).toEqual(['3', '5', '9223372036854775807']);
  expect(elementsOf(arrays.events)).toEqual(['2', '7', '1']);
  expect(arrays.slots.map(elementsOf)).toEqual([
    ['9223372036854775807', '0', '9007199254740993'],
    ['1', '2', '3'],
  ]);
});

test('only the owners that the entity has are there', () => {
  const slots = [columnOf([10n, 20n, 30n])];

  const arrays = totalsArrays({ owners, events, slots }, Uint32Array.of(1));

  expect(arrays).toEqual({ owners: '{5}', events: '{7}', slots: ['{20}'] });
});

test('of a column in which some sum is beyond 64 bits the others are exact', () => {
  const slots = [columnOf([2n ** 64n, GREATEST, 5n])];

  const arrays = totalsArrays({ owners, events, slots }, Uint32Array.of(1, 2));

  expect(arrays.slots).toEqual([`{${GREATEST},5}`]);
});

test('without owners the arrays are empty', () => {
  const nothing = {
    owners: new IntegerIds(BigUint64Array.of()),
    events: columnOf([]),
    slots: [columnOf([])],
  };

  const arrays = totalsArrays(nothing, new Uint32Array(0));

  expect(arrays).toEqual({ owners: '{}', events: '{}', slots: ['{}'] });
});

test.each([
  ['an integer', GREATEST, '9223372036854775807'],
  ['a number', 1.5, '1.5'],
  ['a text', 'a "b" \\ c', '"a \\"b\\" \\\\ c"'],
  ['the text NULL', 'NULL', '"NULL"'],
  ['an empty text', '', '""'],
  ['nothing', null, 'NULL'],
])('a value may be %s', (_what, value, element) => {
  expect(literalOf([value, null])).toBe(`{${element},NULL}`);
});

test('ids are an array in their order', () => {
  expect(idArray(owners)).toBe(`{3,5,${GREATEST}}`);
});

test('ids that are texts are an array, too, whatever stands in them', () => {
  const ids = new TextIds(textsOf(['NULL', 'a "b"', '{7}']));

  expect(elementsOf(idArray(ids))).toEqual(['NULL', 'a "b"', '{7}']);
  expect(elementsOf(idArray(ids, [2]))).toEqual(['{7}']);
});
