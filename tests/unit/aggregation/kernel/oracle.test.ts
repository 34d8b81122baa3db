import fc from 'fast-check';
import { expect, test } from 'vitest';
import { declared } from './generated.ts';
import { entriesOf, oracle, rowOf } from './oracle.ts';
import { kernelOf, readInto, totalsOf } from './reading.ts';

test('whatever is declared, kernel and careful path come to what the rows add up to', () => {
  const readings = fc.property(declared, fc.integer({ min: 1, max: 3000 }), ({ options, text }, chunk) => {
    const kernel = kernelOf(options);

    const { plain, left } = readInto(kernel, text, { ...options, chunk }, ({ fields }) => {
      const row = rowOf(fields, options);
      if (row && kernel.addId(row.id)) {
        kernel.add(row.owner, row.values, row.references);
      }
    });

    const { owners, referenced } = totalsOf(kernel);
    expect({ owners, referenced }).toEqual(oracle(text, options));
    // Nothing is lost, or in another place.
    const entries = entriesOf(text, options);
    const lineAt = new Map(entries.map(({ offset, line }) => [offset, line]));
    expect(plain + left.length).toBe(entries.length);
    expect(left.map(({ offset }) => lineAt.get(offset))).toEqual(left.map(({ line }) => line));
  });

  fc.assert(readings, { numRuns: 300 });
});
