import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VarintReader, VarintWriter } from '../../../../lib/aggregation/partial/varint.ts';

// Around 2^32 and 2^49 the code changes its way, 2^63 is where ids end, and sums may be greater.
const edges = [7n, 14n, 31n, 32n, 35n, 42n, 48n, 49n, 53n, 56n, 63n, 64n].flatMap((bits) => [
  2n ** bits - 1n,
  2n ** bits,
  2n ** bits + 1n,
]);
const anyValue = fc.oneof(
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: 0n, max: 2n ** 70n }),
  fc.constantFrom(...edges),
);

function encode(values: readonly bigint[]): Buffer {
  const writer = new VarintWriter();
  for (const value of values) {
    writer.write(value);
  }
  return writer.finish();
}

/** Any value as LEB128, as the specification says it. */
function leb128(value: bigint): number[] {
  const rest = value >> 7n;
  const low = Number(value & 0x7fn);
  return rest === 0n ? [low] : [low | 0x80, ...leb128(rest)];
}

test('values up to 2^70 are read as they were written', () => {
  const property = fc.property(fc.array(anyValue), (values) => {
    const reader = new VarintReader(encode(values));

    expect(values.map(() => reader.read())).toEqual(values);
  });

  fc.assert(property, { numRuns: 500 });
});

test('values are written as LEB128', () => {
  const property = fc.property(anyValue, (value) => {
    expect([...encode([value])]).toEqual(leb128(value));
  });

  fc.assert(property, { numRuns: 500 });
});

test('624485, the usual example, is written as e5 8e 26', () => {
  expect([...encode([624_485n])]).toEqual([0xe5, 0x8e, 0x26]);
});

test('a value that is cut short is no value', () => {
  const property = fc.property(anyValue, (value) => {
    const bytes = encode([value]);

    for (let length = 0; length < bytes.length; length++) {
      expect(() => new VarintReader(bytes.subarray(0, length)).read()).toThrow(RangeError);
    }
  });

  fc.assert(property);
});

test('after the last value there is none', () => {
  const reader = new VarintReader(encode([1n]));
  reader.read();

  expect(() => reader.read()).toThrow(new RangeError('a partial ends in the middle of a value'));
});

test('more is written than the buffer held at first', () => {
  const values = Array.from({ length: 40_000 }, (_, n) => 2n ** 49n + BigInt(n));

  const bytes = encode(values);

  const reader = new VarintReader(bytes);
  expect(bytes.length).toBe(320_000);
  expect(values.every((value) => reader.read() === value)).toBe(true);
});

test('what was handed out does not change when more is written', () => {
  const writer = new VarintWriter();
  writer.write(1n);
  const bytes = writer.finish();

  writer.write(2n);

  expect([...bytes]).toEqual([1]);
});
