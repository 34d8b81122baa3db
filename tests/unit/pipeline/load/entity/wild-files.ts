import fc from 'fast-check';

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

/** A delimiter stands in a field where this does. */
const DELIMITER = '<delimiter>';

/** The number of the line stands where this does: a key that no other line has. */
const NUMBER = '<number>';

/** Characters that mean something to CSV, to SQL or to nobody who sees them, and some that mean nothing. */
const unit = oneOf(
  ...['a', 'B', '7', ' ', '\t', '"', 'é', '陈', '🧪', '\\', '{', '}', "'", '=', DELIMITER],
  ...['\u00a0', '\u200b', '\ufeff', '\f', '\x1a', '\r'],
);
const word = fc.string({ unit, maxLength: 20 });
const ODD = [
  '',
  '',
  'NULL',
  'null',
  'NA',
  'N/A',
  '\\N',
  'nan',
  'Bob',
  '"',
  '-',
  'name',
  'key',
  'a"b',
  '\0',
  '""',
];
/** Mostly what is usual. */
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 200, arbitrary: usual }, { weight: 1, arbitrary: odd });
const ids = mostly(
  fc.constant(NUMBER),
  oneOf(
    ...Array.from({ length: 6 }, (_, id) => String(id)),
    ...['', '007', '+3', '5.0', '-1', 'x', 'U1', 'u1', 'key', 'NULL', '\u00a01', '1\u200b', '\ufeff2'],
    ...['9007199254740993', '9223372036854775807', '9223372036854775808', '00000000000000000000012'],
  ),
);
const dates = mostly(
  oneOf('2023-01-31', '2024-02-29', '1999-12-01'),
  oneOf('', '1899-12-31', '2023-02-29', 'NULL', '2023-1-1'),
);
const moments = mostly(
  oneOf('2024-02-29T08:00:00Z', '2024-02-29T08:00:00.5Z', ''),
  oneOf('2024-02-29', 'open', 'soon'),
);
const amounts = mostly(oneOf('12.50', '0.00', ''), oneOf('1', 'NULL', '7.5', '-1.00'));
const text = mostly(word, oneOf(...ODD));

/** Values of columns, as fields have them that nothing is wrong with, and as they have not. */
export const VALUES = { ids, dates, moments, text, amounts };

const padding = mostly(oneOf('', '', '', ' ', '  '), oneOf('\t', ' \t ', '\r'));
const doubled = (value: string) => value.replaceAll('"', '""');

/** What stands without quotes has none, and no delimiter. */
const unquoted = (value: string) => value.replaceAll('"', "'").replaceAll(DELIMITER, '/');

/** Ways in which a value stands in a file: the first of them are as it should be. */
const STYLES: readonly ((value: string) => string)[] = [
  (value) => `"${doubled(value)}"`,
  (value) => `" ${doubled(value)}\t"`,
  (value) => `="${doubled(value)}"`,
  (value) => `"${doubled(value)}\n${doubled(value)}"`,
  (value) => `"${value}"`,
  (value) => `"${value}`,
  (value) => `${value}"`,
  (value) => `"${value}"x`,
  (value) => `x"${value}"`,
  (value) => `""${value}""`,
];
const style = mostly(
  fc.constantFrom(unquoted, ...STYLES.slice(0, 2), unquoted),
  fc.constantFrom((value: string) => value, ...STYLES),
);

/** A value in a file, of lines whose quotes are as they should be but for a few. */
const fieldOf = (value: fc.Arbitrary<string>) =>
  fc
    .tuple(padding, value, style, padding)
    .map(([before, text, styled, after]) => `${before}${styled(text)}${after}`);

/** A file of lines that are plain and of others, its header first. */
export interface WildFile {
  readonly bytes: Buffer;
  /** Bytes that it is read by. */
  readonly chunk: number;
  readonly maxRecordBytes: number;
}

/** Bytes that are put somewhere: no UTF-8, a byte order mark, or a quote. */
const damages = oneOf(
  ...Array.from({ length: 20 }, () => ''),
  '\xff',
  '\xc3',
  '\xed\xa0\x80',
  '\xef\xbb\xbf',
  '"',
  '\n',
  '\r',
);

/**
 * Files of an entity.
 *
 * @param values of each of its columns
 */
export function wildFiles(values: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<WildFile> {
  const names = Object.keys(values);
  const line = fc.tuple(fc.tuple(...Object.values(values).map(fieldOf)), fc.nat(200)).map(([fields, die]) => {
    const shorter = die === 0 ? fields.slice(1) : fields;
    return die === 1 ? [...shorter, ''] : shorter;
  });
  const others = oneOf('', ' ', names.join(DELIMITER), `"${names.join(`"${DELIMITER}"`)}"`, DELIMITER);
  return fc
    .record({
      delimiter: oneOf(',', ',', ';', '|', '\t'),
      lines: fc.array(
        fc.tuple(
          fc.oneof(
            { weight: 40, arbitrary: line.map((fields) => fields.join(DELIMITER)) },
            { weight: 1, arbitrary: others },
          ),
          mostly(oneOf('\n', '\r\n'), oneOf('\r\r\n', ' \r\n', '\r \n')),
        ),
        { maxLength: 30 },
      ),
      // Now and then more than the scanner looks at in one go.
      times: fc.oneof({ weight: 40, arbitrary: fc.constant(1) }, fc.integer({ min: 50, max: 300 })),
      isUnended: fc.boolean(),
      mark: oneOf('', '', '\ufeff'),
      damage: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), damages),
      chunk: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.constant(1 << 20)),
      maxRecordBytes: fc.constantFrom(90, 1_000_000, 1_000_000),
    })
    .map(({ delimiter, lines, times, isUnended, mark, damage: [where, damage], chunk, maxRecordBytes }) => {
      const all = Array.from({ length: times }, () => lines).flat();
      const text = all.map(([line, end], at) => {
        return line.replaceAll(NUMBER, String(1000 + at)) + (isUnended && at === all.length - 1 ? '' : end);
      });
      const body = Buffer.from(text.join('').replaceAll(DELIMITER, delimiter));
      const place = Math.floor(where * body.length);
      const header = Buffer.from(`${mark}${names.join(delimiter)}\n`);
      const damaged = [body.subarray(0, place), Buffer.from(damage, 'latin1'), body.subarray(place)];
      return { bytes: Buffer.concat([header, ...damaged]), chunk, maxRecordBytes };
    });
}
