import type { Random } from '../random.ts';

/** How the records of one file are written. */
export interface Style {
  readonly delimiter: string;
  /** Share of the fields that are in quotes without need. */
  readonly quoted: number;
  /** Share of the fields with padding. */
  readonly padded: number;
  /** What stands after every delimiter: the sample's TAB, or nothing. */
  readonly afterDelimiter: string;
  readonly lineEnds: readonly string[];
  /** Share of the lines that are followed by a blank one. */
  readonly blankLines: number;
  /** Share of the records that have something wrong with their bytes or columns. */
  readonly damaged: number;
  /** Share of the values that are wrong. */
  readonly wrong: number;
  /** Share of the texts' characters that have a meaning in CSV. */
  readonly special: number;
  /** Share of the texts that go over 2 to 12 lines. */
  readonly longTexts: number;
  /** Share of the values with invisible characters at their ends. */
  readonly invisible: number;
  /** Share of the quoted fields that have a `=` before their quotes. */
  readonly formulas: number;
  /** Share of the records with a delimiter at their end. */
  readonly trailing: number;
  /** Whether the header has a delimiter at its end. */
  readonly hasEmptyName: boolean;
  /** Share of the records with a byte order mark before them, and with the header once more. */
  readonly marks: number;
  readonly repeatedHeaders: number;
  /** Share of the records from which on a quote that is never meant as one swallows others. */
  readonly loneQuotes: number;
}

/** A style, told by how often each of its traits occurs. */
export function anyStyle(random: Random): Style {
  const delimiter = random.pick([',', ',', ',', ';', '|', '\t']);
  const share = (often: number) => (random.chance(often) ? random.pick([0.02, 0.1, 0.4]) : 0);
  return {
    delimiter,
    quoted: random.pick([0, 0, 0.2, 0.5, 1]),
    padded: share(0.5),
    afterDelimiter: delimiter !== '\t' && random.chance(0.15) ? '\t' : '',
    lineEnds: random.pick(LINE_ENDS),
    blankLines: share(0.4),
    damaged: share(0.5),
    wrong: share(0.6),
    special: random.pick([0, 0.05, 0.3]),
    longTexts: random.chance(0.15) ? 0.1 : 0,
    invisible: random.chance(0.2) ? random.pick([0.05, 0.3]) : 0,
    formulas: random.chance(0.15) ? random.pick([0.2, 1]) : 0,
    trailing: random.chance(0.2) ? random.pick([0.1, 0.9, 1, 1]) : 0,
    hasEmptyName: random.chance(0.1),
    marks: share(0.1),
    repeatedHeaders: random.chance(0.12) ? random.pick([0.02, 0.1]) : 0,
    loneQuotes: random.chance(0.2) ? random.pick([0.01, 0.05, 0.2]) : 0,
  };
}

const LINE_ENDS: readonly (readonly string[])[] = [
  ...[['\n'], ['\n'], ['\r\n'], ['\r\n'], ['\n', '\r\n'], ['\r\r\n']],
  ['\n', '\r\n', '\r\r\n', '\r\r\r\r\n'],
  [...Array.from({ length: 30 }, () => '\n'), `${'\r'.repeat(300)}\n`],
];

/** Characters that nobody sees. */
const INVISIBLE = ['\u00a0', '\u200b', '\u200e', '\u200f', '\u202f', '\u2060', '\ufeff', '\f', '\x1a'];

/** One to three of them, or a space or a TAB. */
export const anyInvisible = (random: Random): string =>
  Array.from({ length: random.between(1, 3) }, () => random.pick([...INVISIBLE, ' ', '\t'])).join('');

/** A value with some of them at one end or at both; where there may be harm, rarely inside. */
function withInvisible(random: Random, value: string, damaged: number): string {
  const kind = random.below(20);
  if (kind === 0 && damaged > 0) {
    return inserted(value, random.below(value.length + 1), anyInvisible(random));
  }
  return (kind < 13 ? anyInvisible(random) : '') + value + (kind > 6 ? anyInvisible(random) : '');
}

export const lineEnd = (random: Random, { lineEnds }: Style): string => random.pick(lineEnds);

/** Spaces, and TABs in a file that is not divided by them. */
export function padding(random: Random, { delimiter }: Style): string {
  const kinds = delimiter === '\t' ? [' '] : [' ', ' ', '\t'];
  return Array.from({ length: random.between(1, 3) }, () => random.pick(kinds)).join('');
}

/** A record, as latin1 text of one character a byte, without its line end. */
export function writtenRecord(random: Random, style: Style, values: readonly string[]): string {
  const cells = values.map((value) => {
    const text = random.chance(style.invisible) ? withInvisible(random, value, style.damaged) : value;
    return writtenCell(random, style, Buffer.from(text).toString('latin1'));
  });
  return cells.join(style.delimiter + style.afterDelimiter);
}

/** A record with a delimiter at its end, now and then with nothing after it that is written in another way. */
export const withTrailing = (random: Random, { delimiter }: Style, record: string): string =>
  record + delimiter + (random.chance(0.8) ? '' : random.pick([' ', '""', ' "" ', '=""']));

function writtenCell(random: Random, style: Style, value: string): string {
  const special = ['"', '\n', '\r', style.delimiter].some((mark) => value.includes(mark));
  // Without the quotes it needs, a value is damage of its own kind; it is left to a file with damage.
  const needsQuotes = special && !random.chance(style.damaged * 0.1);
  const inner = random.chance(style.padded * 0.5) ? padding(random, style) : '';
  const isQuoted = needsQuotes || random.chance(Math.max(style.quoted, style.formulas * 0.5));
  const equals = random.chance(style.formulas) ? '=' : '';
  const cell = isQuoted ? `${equals}"${inner}${value.replaceAll('"', '""')}${inner}"` : value;
  if (!random.chance(style.padded)) {
    return cell;
  }
  const sides = random.below(3);
  return (sides < 2 ? padding(random, style) : '') + cell + (sides > 0 ? padding(random, style) : '');
}

/** Ill-formed UTF-8: a byte that never occurs, cut sequences, a surrogate, an overlong form, beyond U+10FFFF. */
const BAD_UTF8 = [
  '\xff',
  '\xc3',
  '\x80',
  '\xed\xa0\x80',
  '\xc0\xaf',
  '\xe0\x80\xaf',
  '\xf4\x90\x80\x80',
  '\xf0\x9f\x98',
];

const DAMAGES: readonly ((random: Random, record: string, maxRecordBytes: number, style: Style) => string)[] =
  [
    (random, record) => inserted(record, random.below(record.length + 1), random.pick(BAD_UTF8)),
    (random, record) => inserted(record, random.below(record.length + 1), '\0'),
    // After a letter or digit the quote opens nothing, unless that is inside quotes.
    (random, record) => {
      const places = [...record.matchAll(/\w/g)].map(({ index }) => index + 1);
      return places.length === 0 ? record : inserted(record, random.pick(places), '"');
    },
    (random, record) => record.replace(/"(?=[^"]*$)/, `"${random.pick(['x', ' x', '\r', '\r\r', '\u00a0'])}`),
    (random, record, _, { delimiter }) => inserted(record, random.below(record.length + 1), delimiter),
    (_, record, __, { delimiter }) => record.slice(0, Math.max(record.lastIndexOf(delimiter), 0)),
    (random, record) => inserted(record, random.below(record.length + 1), '\r'),
    // About the limit of a record's length, and well beyond it.
    (random, record, maxRecordBytes) => {
      const length = maxRecordBytes < 10_000 ? maxRecordBytes + random.pick([-1, 0, 1, 2, 3, 500]) : 0;
      return random.chance(0.5)
        ? record.padEnd(length, random.pick([' ', 'x']))
        : record.padStart(length, ' ');
    },
    // The same over several lines.
    (random, record, maxRecordBytes, { delimiter }) => {
      if (record.includes('"')) {
        return record;
      }
      const length = maxRecordBytes < 10_000 ? maxRecordBytes + random.pick([-1, 0, 0, 1, 2, 3, 500]) : 100;
      const fields = record.split(delimiter);
      const at = random.below(fields.length);
      const missing = Math.max(length - record.length - 2, 0);
      const filler = 'x'.repeat(random.between(1, 60)) + random.pick(['\n', '\r\n']);
      fields[at] = `"${filler.repeat(missing).slice(0, missing)}${fields[at]}"`;
      return fields.join(delimiter);
    },
  ];

/** A record with one thing wrong with its bytes or columns, or nothing after all where that does not apply. */
export function damagedRecord(random: Random, record: string, maxRecordBytes: number, style: Style): string {
  return random.pick(DAMAGES)(random, record, maxRecordBytes, style);
}

export function inserted(text: string, at: number, insertion: string): string {
  return text.slice(0, at) + insertion + text.slice(at);
}
