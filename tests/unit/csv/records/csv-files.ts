import fc from 'fast-check';
import { DELIMITERS, type Delimiter } from '../../../../lib/csv/dialect.ts';

/** A valid CSV file and what it says. */
export interface CsvFile {
  readonly delimiter: Delimiter;
  readonly width: number;
  readonly text: string;
  readonly rows: readonly { readonly line: number; readonly fields: readonly string[] }[];
}

const LF = Buffer.from('\n');

/** A value and how it is written. */
interface Cell {
  readonly value: string;
  readonly written: string;
}

const MARKS = ['a', 'Z', '7', '-', '.', 'é', '漢', '😀', 'ß', ',', ';', '|', "'", '\\', ' ', '\t'] as const;
const QUOTED_MARKS = [...MARKS, '"', '""', '\n', '\r\n', '\r'] as const;

const paddingOf = (delimiter: Delimiter) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    fc.constantFrom(...(delimiter === '\t' ? [' ', '  '] : [' ', '\t', ' \t '])),
  );

const textOf = (marks: readonly string[]) =>
  fc.array(fc.constantFrom(...marks), { maxLength: 8 }).map((parts) => parts.join(''));

function trimmed(text: string, delimiter: Delimiter): string {
  const padding = delimiter === '\t' ? ' ' : ' \t';
  let from = 0;
  let to = text.length;
  while (from < to && padding.includes(text.charAt(from))) {
    from++;
  }
  while (from < to && padding.includes(text.charAt(to - 1))) {
    to--;
  }
  return text.slice(from, to);
}

function cellOf(delimiter: Delimiter): fc.Arbitrary<Cell> {
  const bare = textOf(MARKS.filter((mark) => mark !== delimiter)).map((text) => ({
    value: trimmed(text, delimiter),
    written: text,
  }));
  const quoted = textOf(QUOTED_MARKS).map((text) => ({
    value: trimmed(text, delimiter),
    written: `"${text.replaceAll('"', '""')}"`,
  }));
  return fc
    .tuple(paddingOf(delimiter), fc.oneof(bare, quoted), paddingOf(delimiter))
    .map(([before, { value, written }, after]) => ({ value, written: `${before}${written}${after}` }));
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r\r\n');

/** Cells of which the first is quoted if nothing stands in any: else their line would be no row. */
const notBlank = (cells: Cell[]): Cell[] =>
  cells.some(({ written }) => written.trim() !== '')
    ? cells
    : cells.map((cell, index) => (index === 0 ? { value: '', written: '""' } : cell));

const blankLineOf = (delimiter: Delimiter) =>
  fc.tuple(paddingOf(delimiter), lineEnd).map(([padding, end]) => padding + end);

/** Valid files: every delimiter, cells with and without quotes and padding, mixed line ends, blank lines. */
export const csvFile: fc.Arbitrary<CsvFile> = fc
  .tuple(fc.constantFrom(...DELIMITERS), fc.integer({ min: 2, max: 5 }))
  .chain(([delimiter, width]) => {
    const cells = fc.array(cellOf(delimiter), { minLength: width, maxLength: width });
    const blanks = fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(blankLineOf(delimiter), { maxLength: 2 }),
    );
    const record = fc.record({ blanks, cells: cells.map(notBlank), end: lineEnd });
    return fc.tuple(fc.array(record, { maxLength: 12 }), fc.boolean()).map(([records, ended]) => {
      let text = '';
      const rows = records.map(({ blanks: before, cells: row, end }, index) => {
        text += before.join('');
        const line = text.split('\n').length;
        text += row.map(({ written }) => written).join(delimiter);
        if (ended || index < records.length - 1) {
          text += end;
        }
        return { line, fields: row.map(({ value }) => value) };
      });
      return { delimiter, width, text, rows };
    });
  });

/** Sizes of chunks, to be used over and over; one of one byte is among the likely ones. */
export const chunkSizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.constant<number[]>([1]),
  fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
);

const TOKENS = [
  'a',
  '1',
  '=',
  '="',
  '\f',
  '\u001a',
  '\u00a0',
  '\ufeff',
  '\nid,n\n',
  ',',
  ',',
  ';',
  '"',
  '"',
  '""',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  '\0',
  'é',
  '😀',
];

/** Bytes that are CSV at most by accident, rich in what has a meaning. */
export const byteSoup: fc.Arbitrary<Buffer> = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...TOKENS).map((token) => Buffer.from(token)) },
      fc.constantFrom(0xff, 0xc3, 0xa9, 0xf0, 0x80).map((byte) => Buffer.of(byte)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.concat(parts));

/** A valid file with a few bytes replaced, inserted or removed. */
export const damagedFile: fc.Arbitrary<{ readonly file: CsvFile; readonly bytes: Buffer }> = fc
  .tuple(csvFile, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 1 }), byteSoup), { minLength: 1, maxLength: 4 }))
  .map(([file, damages]) => {
    let bytes = Buffer.from(file.text);
    for (const [place, removed, soup] of damages) {
      const at = place % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, at), soup.subarray(0, 2), bytes.subarray(at + removed)]);
    }
    return { file, bytes };
  });

/** Files of several blocks: pieces of soup and of valid files with commas, each repeated, so that they make lines. */
export const longFile: fc.Arbitrary<Buffer> = fc
  .array(
    fc.tuple(
      fc.oneof(
        csvFile.map(({ text, delimiter }) => Buffer.from(text.replaceAll(delimiter, ','))),
        byteSoup.filter((soup) => !soup.includes('"')),
      ),
      fc.integer({ min: 1, max: 300 }),
    ),
    { minLength: 20, maxLength: 40 },
  )
  .map((pieces) =>
    Buffer.concat(
      pieces.flatMap(([piece, times]) => Array.from({ length: times }, () => [piece, LF]).flat()),
    ),
  );
