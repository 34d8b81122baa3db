import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Boundary, findBoundaries } from '../../../../lib/pipeline/plan/boundaries.ts';
import { readAll } from '../../csv/records/reading.ts';

/** The boundaries of a text that begins at byte 100 and line 7, read in chunks of that size. */
async function boundariesOf(
  text: Buffer,
  targets: readonly number[],
  chunk = 1 << 20,
  limit = 1 << 20,
): Promise<Boundary[]> {
  async function* open(buffer: () => Buffer) {
    await Promise.resolve();
    for (let at = 0; at < text.length; at += chunk) {
      const into = buffer();
      yield into.subarray(0, text.copy(into, 0, at, at + chunk));
    }
  }
  const found = await findBoundaries(
    { byte: 100, line: 7 },
    { delimiter: ',', width: 2, maxRecordBytes: limit },
    targets.map((target) => target + 100),
    open,
  );
  return found.map(({ byte, line }) => ({ byte: byte - 100, line }));
}

const lines = (count: number) => Buffer.from(Array.from({ length: count }, (_, n) => `${n},x\n`).join(''));

test('a file is cut at the first line that begins at a target or behind it', async () => {
  const boundaries = await boundariesOf(lines(10), [4, 5, 9]);

  expect(boundaries).toEqual([
    { byte: 4, line: 8 },
    { byte: 8, line: 9 },
    { byte: 12, line: 10 },
  ]);
});

test('targets that the same record follows are one boundary', async () => {
  const boundaries = await boundariesOf(Buffer.from(`${'x'.repeat(100)},y\n1,2\n3,4\n`), [10, 20, 104]);

  expect(boundaries).toEqual([
    { byte: 103, line: 8 },
    { byte: 107, line: 9 },
  ]);
});

test('no record begins where the file ends', async () => {
  const boundaries = await boundariesOf(lines(3), [9, 11]);

  expect(boundaries).toEqual([]);
});

test('the start of the file is no boundary', async () => {
  const boundaries = await boundariesOf(lines(3), [0, 1]);

  expect(boundaries).toEqual([{ byte: 4, line: 8 }]);
});

test('a line end inside quotes is none', async () => {
  const boundaries = await boundariesOf(Buffer.from('1,"a\nb\nc"\n2,d\n'), [3]);

  expect(boundaries).toEqual([{ byte: 10, line: 10 }]);
});

test('a quote that opens nothing hides no line end', async () => {
  const boundaries = await boundariesOf(Buffer.from('1,a"b\n2,c\n3,d\n'), [2, 7]);

  expect(boundaries).toEqual([
    { byte: 6, line: 8 },
    { byte: 10, line: 9 },
  ]);
});

test.each([
  ['never closed', '1,a\n2,"b\n3,c\n4,d\n'],
  ['closed where it can not be', '1,a\n2,"b\n3,c\n4,d"x\n'],
])('the lines after a quote that is %s are records', async (_, text) => {
  const boundaries = await boundariesOf(Buffer.from(text), [2, 7, 12]);

  expect(boundaries).toEqual([
    { byte: 4, line: 8 },
    { byte: 9, line: 9 },
    { byte: 13, line: 10 },
  ]);
});

test('lines are counted beyond a chunk', async () => {
  const text = lines(300_000);
  const target = text.indexOf('250000,');

  const boundaries = await boundariesOf(text, [target]);

  expect(boundaries).toEqual([{ byte: target, line: 250_007 }]);
});

const pieces = fc.constantFrom('1', '22', ',', '\n', '\n', '\r\n', '"', '"', '""', ' ', 'é', '"a\nb"', ',"');
const texts = fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join(''));

test('whatever stands in a file: its parts read one by one are the records of the whole', async () => {
  const cutting = fc.asyncProperty(
    texts,
    fc.uniqueArray(fc.nat(120), { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(12, 1000),
    async (text, offsets, chunk, maxRecordBytes) => {
      const bytes = Buffer.from(text);
      const targets = offsets.toSorted((a, b) => a - b);

      const boundaries = await boundariesOf(bytes, targets, chunk, maxRecordBytes);

      const starts = [{ byte: 0, line: 7 }, ...boundaries];
      const whole = await readAll(bytes, { line: 7, maxRecordBytes });
      const parts = await Promise.all(
        starts.map(({ byte, line }, part) =>
          readAll(bytes.subarray(byte, starts[part + 1]?.byte), { line, offset: byte, maxRecordBytes }),
        ),
      );
      expect(parts.flatMap(({ entries }) => entries)).toEqual(whole.entries);
      for (const { byte } of boundaries) {
        expect(targets.some((target) => target <= byte)).toBe(true);
      }
    },
  );

  await fc.assert(cutting, { numRuns: 1000 });
});
