import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalIn, isSameOrLater } from '../../../../lib/pipeline/trigger/arrival.ts';
import { arrivalOf } from '../../support/arrivals.ts';

const arrival = arrivalOf();

test('the arrival of a run stands in its conf', () => {
  expect(arrivalIn({ asOf: '2024-01-31', arrival })).toEqual(arrival);
});

test('an arrival may be without an ETag', () => {
  const { etag, ...others } = arrival;

  expect(arrivalIn({ arrival: others })).toEqual(others);
});

test.each([
  undefined,
  null,
  'yesterday',
  {},
  { ...arrival, object: 1 },
  { ...arrival, sequencer: '' },
  { ...arrival, sequencer: 'xyz' },
  { ...arrival, sequencer: '0'.repeat(65) },
  { ...arrival, time: 'noon' },
  { ...arrival, time: '0000-01-01T00:00:00Z' },
])('what somebody else wrote in its place is none: %j', (given) => {
  expect(arrivalIn({ arrival: given })).toBeUndefined();
});

test.each([
  ['0A', '0A', true],
  ['0A', '0a', true],
  ['0B', '0A', true],
  ['0A', '0B', false],
  ['10', '9', true],
  ['9', '10', false],
  ['000A', 'A', true],
  ['A', '000A', true],
  ['617f08299329d189', '617f08299329d18a', false],
])('the write %s of an object is the same as %s or later: %s', (one, other, expected) => {
  expect(isSameOrLater(arrivalOf({ sequencer: one }), arrivalOf({ sequencer: other }))).toBe(expected);
});

test('writes are in the order of their numbers, however long these are written', () => {
  const number = fc.bigInt({ min: 0n, max: 2n ** 80n });
  const written = fc
    .tuple(number, fc.nat(5), fc.boolean())
    .map(([value, zeros, upper]) => ({ value, text: '0'.repeat(zeros) + hex(value, upper) }));

  fc.assert(
    fc.property(written, written, (one, other) => {
      const result = isSameOrLater(arrivalOf({ sequencer: one.text }), arrivalOf({ sequencer: other.text }));

      expect(result).toBe(one.value >= other.value);
    }),
  );
});

test('the numbers of different objects say nothing about each other', () => {
  expect(isSameOrLater(arrivalOf({ sequencer: '0B' }), arrivalOf({ object: 's3://other/_SUCCESS' }))).toBe(
    false,
  );
});

function hex(value: bigint, upper: boolean): string {
  const text = value.toString(16);
  return upper ? text.toUpperCase() : text;
}
