import { type Info, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { LF } from '../../../../lib/csv/dialect.ts';
import { byteSoup, type CsvFile, chunkSizes, csvFile, damagedFile, longFile } from './csv-files.ts';
import { firstDifference, outcomes, readAll } from './reading.ts';
import { referenceRead } from './reference-reader.ts';

vi.setConfig({ testTimeout: 120_000 });

const options = (file: CsvFile) => ({ delimiter: file.delimiter, width: file.width });

/** What csv-parse makes of a whole file. Its own trim does not reach into quotes. */
function csvParse(file: CsvFile): { fields: string[]; lastLine: number }[] {
  const rows = parse(file.text, {
    delimiter: file.delimiter,
    record_delimiter: ['\r\r\n', '\r\n', '\n'],
    trim: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as { record: string[]; info: Info }[];
  const padding = file.delimiter === '\t' ? / /.source : /[ \t]/.source;
  const outer = new RegExp(`^${padding}+|${padding}+$`, 'g');
  return rows.map(({ record, info }) => ({
    fields: record.map((field) => field.replace(outer, '')),
    lastLine: info.lines,
  }));
}

/** The same file without any CR. */
const withoutCrs = (file: CsvFile): CsvFile => ({ ...file, text: file.text.replaceAll('\r', '') });

describe('readRecords on valid files', () => {
  test('finds the rows that were written, on their lines', async () => {
    await fc.assert(
      fc.asyncProperty(csvFile, chunkSizes, async (file, sizes) => {
        const { entries, error } = await readAll(file.text, options(file), sizes);

        expect(error).toBeUndefined();
        expect(entries.map((entry) => entry.line)).toEqual(file.rows.map((row) => row.line));
        expect(outcomes(entries)).toEqual(file.rows.map((row) => row.fields));
      }),
      { numRuns: 400 },
    );
  });

  test('agrees with csv-parse row for row', async () => {
    await fc.assert(
      fc.asyncProperty(csvFile, chunkSizes, async (file, sizes) => {
        const { entries } = await readAll(file.text, options(file), sizes);

        expect(outcomes(entries)).toEqual(csvParse(file).map((row) => row.fields));
      }),
      { numRuns: 400 },
    );
  });

  test('agrees with csv-parse line for line where no CR is: csv-parse counts it as a line', async () => {
    const withoutCr = csvFile.map((file) => withoutCrs(file));

    await fc.assert(
      fc.asyncProperty(withoutCr, async (file) => {
        const { entries } = await readAll(file.text, options(file));

        const lastLines = entries.map(({ line, raw }) => line + raw.split('\n').length - 1);
        expect(lastLines).toEqual(csvParse(file).map((row) => row.lastLine));
      }),
      { numRuns: 200 },
    );
  });
});

describe('readRecords on any bytes', () => {
  const limits = fc.constantFrom(8, 20, 1000);
  const damaged = damagedFile.map(({ file, bytes }) => ({ bytes, ...options(file), mayLackLast: false }));
  const soup = fc.tuple(byteSoup, fc.boolean()).map(([bytes, mayLackLast]) => ({
    bytes,
    delimiter: ',' as const,
    width: 2,
    mayLackLast,
    names: ['id', 'n'],
  }));

  test.each([
    { kind: 'damaged files', inputs: damaged },
    { kind: 'byte soup', inputs: soup },
  ])('does what the rules say, whatever the chunks are: $kind', async ({ inputs }) => {
    await fc.assert(
      fc.asyncProperty(inputs, chunkSizes, limits, async ({ bytes, ...rest }, sizes, maxRecordBytes) => {
        const place = { ...rest, maxRecordBytes, line: 7, offset: 1000 };
        const expected = referenceRead(bytes, place);

        const { entries, error } = await readAll(bytes, place, sizes);

        expect(entries).toEqual(expected);
        expect(error).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
  });

  test('does what the rules say in files of many blocks', async () => {
    const sizes = fc.constantFrom([Number.POSITIVE_INFINITY], [65_536], [99_991, 1, 70_000]);

    await fc.assert(
      fc.asyncProperty(
        longFile,
        sizes,
        fc.constantFrom(20, 70_000),
        async (bytes, chunks, maxRecordBytes) => {
          const place = { delimiter: ',' as const, width: 2, maxRecordBytes, line: 1 };
          const expected = referenceRead(bytes, place);

          const { entries, error } = await readAll(bytes, place, chunks);

          expect(firstDifference(entries, expected)).toBeUndefined();
          expect(error).toBeUndefined();
        },
      ),
      // To shrink a long file would take minutes.
      { numRuns: 15, endOnFailure: true },
    );
  });

  test('reads a block of whole lines as it reads them byte by byte', async () => {
    await fc.assert(
      fc.asyncProperty(byteSoup, limits, async (bytes, maxRecordBytes) => {
        const whole = await readAll(bytes, { maxRecordBytes });

        const single = await readAll(bytes, { maxRecordBytes }, [1]);

        expect(single.entries).toEqual(whole.entries);
        expect(single.error).toEqual(whole.error);
      }),
      { numRuns: 1500 },
    );
  });

  test('says it has consumed all bytes when it is through', async () => {
    await fc.assert(
      fc.asyncProperty(damagedFile, chunkSizes, async ({ file, bytes }, sizes) => {
        const { batches, error } = await readAll(bytes, options(file), sizes);

        fc.pre(error === undefined && bytes.length > 0);
        expect(batches.at(-1)?.bytes).toBe(bytes.length);
        const ends = bytes.toString('latin1').split('\n').length - 1;
        expect(batches.at(-1)?.line).toBe(1 + ends + (bytes.at(-1) === LF ? 0 : 1));
      }),
      { numRuns: 200 },
    );
  });
});
