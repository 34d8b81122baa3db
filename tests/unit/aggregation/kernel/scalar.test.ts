import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernel } from '../../../../lib/aggregation/kernel/instance.ts';
import { declared, integer, list } from './generated.ts';
import { type Options, readWithKernel } from './reading.ts';
import { wasm } from './scalar-wasm.ts';

const scalar = compileKernel(wasm);

const line = fc.oneof(
  { weight: 60, arbitrary: fc.tuple(integer, integer, list, integer).map((fields) => fields.join(',')) },
  { weight: 1, arbitrary: fc.constantFrom('', '"1",2,3,4', '1,2,3', '1,2,3,4,5', '1,2,é,4') },
);
interface File {
  readonly text: string;
  readonly options: Options;
}
const events: fc.Arbitrary<File> = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { minLength: 1, maxLength: 120 })
  .map((lines) => ({ text: lines.flat().join(''), options: {} }));
/** The same with padding after every delimiter, but for a few lines. */
const padded: fc.Arbitrary<File> = fc
  .tuple(events, fc.constantFrom(' ', '\t', '  ', ' \t'), fc.integer({ min: 5, max: 50 }))
  .map(([{ text, options }, padding, every]) => {
    const lines = text
      .split('\n')
      .map((one, at) => (at % every === every - 1 ? one : one.replaceAll(',', `,${padding}`)));
    return { text: lines.join('\n'), options };
  });
const kinds: readonly (readonly [string, fc.Arbitrary<File>])[] = [
  ['events with a list', events],
  ['events with padding', padded],
  ['whatever is declared', declared],
];

test.each(kinds)(
  'the vectors change nothing: a build without them takes and leaves the same lines of %s',
  (_what, files) => {
    const readings = fc.property(files, fc.integer({ min: 1, max: 5000 }), ({ text, options }, chunk) => {
      const vectors = readWithKernel(text, { ...options, chunk });
      const without = readWithKernel(text, { ...options, chunk, module: scalar });

      expect(vectors).toEqual(without);
    });

    fc.assert(readings, { numRuns: 200 });
  },
);
