import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernel } from '../../../../lib/aggregation/kernel/instance.ts';
import { readWithKernel } from './reading.ts';
import { wasm } from './scalar-wasm.ts';

const scalar = compileKernel(wasm);

const integer = fc.oneof(
  { weight: 20, arbitrary: fc.nat(99_999_999).map(String) },
  { weight: 3, arbitrary: fc.bigInt(0n, 2n ** 63n).map(String) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('', ' ', '\t'), fc.nat(99), fc.constantFrom('', ' '))
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '-1', '+1', '1.0', '1O', '000000000000000000000001', '00000007', '/', ':'),
  },
);
const list = fc.oneof(
  { weight: 20, arbitrary: fc.array(fc.nat(999), { maxLength: 6 }).map((ids) => ids.join(';')) },
  { weight: 2, arbitrary: fc.array(integer, { maxLength: 12 }).map((ids) => ids.join(';')) },
);
const line = fc.oneof(
  { weight: 60, arbitrary: fc.tuple(integer, integer, list, integer).map((fields) => fields.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('', '"1",2,3,4', '1,2,3', '1,2,3,4,5', '1,2,é,4') },
);
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { minLength: 1, maxLength: 120 })
  .map((lines) => lines.flat().join(''));

test('the vectors change nothing: a build without them takes and leaves the same lines', () => {
  const readings = fc.property(text, fc.integer({ min: 1, max: 5000 }), (file, chunk) => {
    const vectors = readWithKernel(file, { chunk });
    const without = readWithKernel(file, { chunk, module: scalar });

    expect(vectors).toEqual(without);
  });

  fc.assert(readings, { numRuns: 300 });
});
