import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntegerIds } from '../../../../lib/aggregation/ids/integer-ids.ts';
import { TextIds } from '../../../../lib/aggregation/ids/text-ids.ts';
import { textOrder } from '../../../../lib/aggregation/ids/text-order.ts';
import { gathered, textAt, textsOf } from '../../../../lib/aggregation/ids/texts.ts';
import { anyTextId } from '../../support/arbitrary-ids.ts';
import { sortedIdsAreRight } from './sorted-ids-are-right.ts';

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const sortedOf = (ids: readonly string[]) => new TextIds(textsOf([...new Set(ids)].sort(byBytes)));

sortedIdsAreRight('texts', anyTextId, sortedOf, byBytes);

test('ids of another kind can not be put to them', () => {
  const numbers = new IntegerIds(BigUint64Array.of(1n));

  expect(() => sortedOf(['a']).union(numbers)).toThrow('ids are texts in one part and integers in another');
  expect(() => numbers.positionsIn(sortedOf(['a']))).toThrow(
    'ids are integers in one part and texts in another',
  );
});

describe('the order of texts', () => {
  test('is that of their bytes', () => {
    const property = fc.property(fc.array(anyTextId), (ids) => {
      const texts = textsOf(ids);

      const order = textOrder(texts);

      expect(Array.from(order, (index) => textAt(texts, index))).toEqual([...ids].sort(byBytes));
    });

    fc.assert(property);
  });

  test('is that of their bytes where hundreds are alike in the first of them', () => {
    const property = fc.property(fc.array(fc.nat(9_999), { minLength: 100, maxLength: 300 }), (numbers) => {
      // Some are the start of others, and end where these go on.
      const ids = numbers.map((number) =>
        `customer-of-the-year-${'0'.repeat(number % 3)}${number}`.slice(0, 21 + (number % 9)),
      );
      const texts = textsOf(ids);

      const order = textOrder(texts);

      expect(Array.from(order, (index) => textAt(texts, index))).toEqual([...ids].sort(byBytes));
    });

    fc.assert(property, { numRuns: 50 });
  });

  test('keeps those that are the same as they come', () => {
    const texts = textsOf(['b', 'a', 'b', 'a']);

    expect([...textOrder(texts)]).toEqual([1, 3, 0, 2]);
  });
});

test('texts are gathered in any order', () => {
  const texts = textsOf(['one', '', 'three']);

  const some = gathered(texts, Uint32Array.of(2, 0));

  expect([textAt(some, 0), textAt(some, 1)]).toEqual(['three', 'one']);
});
