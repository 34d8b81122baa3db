import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHUNK_VALUES,
  decodeIntegers,
  encodeIntegers,
  encodeNumbers,
  type Integers,
  type Stride,
  widened,
} from '../../../../lib/aggregation/partial/integers.ts';
import { columnOf, valuesOf } from '../../../support/event-totals.ts';
import { anyId } from '../../support/arbitrary-ids.ts';

const anyIntegers = fc.tuple(fc.constantFrom<Stride>(1, 2, 4), fc.nat(20)).chain(([stride, count]) =>
  fc
    .array(fc.integer({ min: 0, max: 0xffff_ffff }), {
      minLength: stride * count,
      maxLength: stride * count,
    })
    .map((words): Integers => ({ stride, words: Uint32Array.from(words) })),
);

test('integers come back as they were written', () => {
  const property = fc.property(anyIntegers, (integers) => {
    const chunks = [...encodeIntegers(integers)].map(decodeIntegers);

    expect(chunks).toEqual(integers.words.length === 0 ? [] : [integers]);
  });

  fc.assert(property);
});

test('numbers come back as they were written, ascending or not', () => {
  const property = fc.property(fc.uint32Array({ minLength: 1 }), (numbers) => {
    const [chunk] = [...encodeNumbers(numbers)].map(decodeIntegers);

    expect(chunk).toEqual({ stride: 1, words: numbers });
  });

  fc.assert(property);
});

test('numbers that ascend take one byte each, however large they are', () => {
  const ascending = Uint32Array.from({ length: 1000 }, (_, at) => 4_000_000_000 + 3 * Math.floor(at / 4));

  const [bytes] = encodeNumbers(ascending);

  expect(bytes?.length).toBeLessThan(1100);
});

test('more values than fit one chunk are several, each with its own start', () => {
  const numbers = Uint32Array.from({ length: CHUNK_VALUES + 2 }, (_, at) => 2 * at);

  const chunks = [...encodeNumbers(numbers)].map(decodeIntegers);

  expect(chunks.map(({ words }) => words.length)).toEqual([CHUNK_VALUES, 2]);
  expect([...(chunks[1]?.words ?? [])]).toEqual([2 * CHUNK_VALUES, 2 * CHUNK_VALUES + 2]);
});

test('the same values in more words are the same values', () => {
  const property = fc.property(fc.array(anyId), (values) => {
    expect(valuesOf(widened(columnOf(values), 4))).toEqual(values);
  });

  fc.assert(property);
});
