import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declared } from './generated.ts';
import { oracle, rowOf } from './oracle.ts';
import { kernelOf, readInto, totalsOf } from './reading.ts';

test('whatever is declared, kernel and careful path come to what the rows add up to', () => {
  const readings = fc.property(declared, fc.integer({ min: 1, max: 3000 }), ({ options, text }, chunk) => {
    const kernel = kernelOf(options);

    readInto(kernel, text, { ...options, chunk }, ({ fields }) => {
      const row = rowOf(fields, options);
      if (row && kernel.addId(row.id)) {
        kernel.add(row.owner, row.values, row.references);
      }
    });

    const { owners, referenced } = totalsOf(kernel);
    expect({ owners, referenced }).toEqual(oracle(text, options));
  });

  fc.assert(readings, { numRuns: 300 });
});
