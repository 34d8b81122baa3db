import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernel } from '../../../../lib/aggregation/kernel/compiled.ts';
import { declared, integer, list } from './generated.ts';
import { type Options, readWithKernel } from './reading.ts';
import { wasm } from './scalar-wasm.ts';
import { encoded, quoting, text, written } from './written.ts';

const scalar = compileKernel(wasm);

/** A line of one column more, which is not read. */
const line = quoting.chain((how) =>
  fc.oneof(
    {
      weight: 60,
      arbitrary: fc
        .tuple(...[integer, integer, list, integer, text].map((field) => written(field, how)))
        .map((fields) => fields.join(',')),
    },
    { weight: 1, arbitrary: fc.constantFrom('', '"1",2,3,4', '1,2,3,4', '1,2,3,4,5,6', '1,2,é,4,5') },
  ),
);
interface File {
  readonly text: Buffer;
  readonly options: Options;
}
const events: fc.Arbitrary<File> = encoded(
  fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { minLength: 1, maxLength: 120 })
    .map((lines) => lines.flat().join('')),
).map((bytes) => ({ text: bytes, options: { width: 5 } }));
/** The same with padding after every delimiter, but for a few lines. */
const padded: fc.Arbitrary<File> = fc
  .tuple(events, fc.constantFrom(' ', '\t', '  ', ' \t'), fc.integer({ min: 5, max: 50 }))
  .map(([{ text: bytes, options }, padding, every]) => {
    const lines = bytes
      .toString('latin1')
      .split('\n')
      .map((one, at) => (at % every === every - 1 ? one : one.replaceAll(',', `,${padding}`)));
    return { text: Buffer.from(lines.join('\n'), 'latin1'), options };
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
