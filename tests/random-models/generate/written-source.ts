import { bare } from '../../fuzz/oracle/text.ts';
import type { Random } from '../../fuzz/random.ts';
import type { SourceRecord, SourceSpec } from '../spec.ts';
import { encoded, packed } from './bytes.ts';
import type { Style } from './style.ts';

/** What is to be written as a record: its values, or those of one that is broken in a way. */
export interface Values {
  readonly values: readonly string[];
  readonly broken?: 'wrong_column_count' | 'stray_quote';
}

/** A source as a file, and what its records are meant to be. */
export type WrittenSource = Pick<SourceSpec, 'content' | 'text' | 'names' | 'records'>;

/** Writes a header, if there is to be one, and records, each of as many values. */
export function writtenSource(
  random: Random,
  style: Style,
  header: readonly string[],
  records: readonly Values[],
): WrittenSource {
  const lines = new Lines(random, style);
  const blank = () => random.chance(style.blank) && lines.add(anyBlank(random, style));
  blank();
  if (style.saysDelimiter) {
    const said = `${random.pick(['sep', 'SEP'])}=${style.delimiter}`;
    lines.add(random.chance(0.5) ? `"${said}"` : said);
    blank();
  }
  if (style.hasHeader) {
    lines.add(writtenRecord(random, style, header));
  }
  const written: SourceRecord[] = [];
  for (const { values, broken } of records) {
    blank();
    if (random.chance(style.repeated)) {
      const raw = writtenRecord(random, style, header);
      written.push({ ...lines.add(raw), raw, fields: header });
    }
    // In quotes, the first record of a source without a header leaves no doubt by which delimiter it is divided.
    const isFirst = !style.hasHeader && written.length === 0;
    const own = isFirst ? { ...style, quoted: 1, trailing: 0 } : style;
    const raw = spoilt(random, own, header, values, broken);
    const fields = broken ?? values.map((value) => trimmed(value, style));
    written.push({ ...lines.add(raw), raw, fields });
  }
  const { bytes, text } = encoded(lines.content(), style.written);
  const markBytes = Buffer.byteLength(text) - Buffer.byteLength(lines.content());
  return {
    ...{ text, names: style.hasHeader ? header.map(bare) : [] },
    content: packed(random, style.packed, bytes),
    records: written.map((record) => ({ ...record, at: record.at + markBytes })),
  };
}

/** The lines of a file so far. */
class Lines {
  readonly #random: Random;
  readonly #style: Style;
  #text = '';
  #line = 1;

  constructor(random: Random, style: Style) {
    this.#random = random;
    this.#style = style;
  }

  /** Adds a line, which may have line ends in it. Returns the number of the physical line on which it begins, and its byte. */
  add(line: string): Pick<SourceRecord, 'line' | 'at'> {
    const start = { line: this.#line, at: Buffer.byteLength(this.#text) };
    this.#text += line + this.#random.pick(this.#style.lineEnds);
    this.#line += line.split('\n').length;
    return start;
  }

  content(): string {
    return this.#style.lastLineEnd ? this.#text : this.#text.replace(/\r*\n$/, '');
  }
}

/** A line with nothing in it but what nobody takes for a row. Delimiters only where it is known which there are. */
const anyBlank = (random: Random, { delimiter, saysDelimiter }: Style): string =>
  random.pick(['', '', ' ', '\t', '\u00a0', '\u001a', ...(saysDelimiter ? [] : [delimiter.repeat(3)])]);

/** A record as it was meant, or broken in a way. */
function spoilt(
  random: Random,
  style: Style,
  header: readonly string[],
  values: readonly string[],
  broken: Values['broken'],
): string {
  if (broken === 'wrong_column_count') {
    return writtenRecord(random, style, [...values, 'one more']);
  }
  const raw = writtenRecord(random, style, values);
  if (broken === 'stray_quote') {
    return `${raw}${style.delimiter}6" tall`;
  }
  if (header.length > 1 && header.at(-1) === '' && values.at(-1) === '' && random.chance(0.5)) {
    return writtenRecord(random, style, values.slice(0, -1));
  }
  return random.chance(style.trailing) ? `${raw}${style.delimiter}` : raw;
}

function writtenRecord(random: Random, style: Style, values: readonly string[]): string {
  return values.map((value) => writtenField(random, style, value)).join(style.delimiter);
}

function writtenField(random: Random, style: Style, value: string): string {
  const { delimiter, quoted, padded, likeFormulas } = style;
  const needsQuotes = ['"', '\n', '\r', delimiter].some((mark) => value.includes(mark));
  const inQuotes = `${random.chance(likeFormulas) ? '=' : ''}"${value.replaceAll('"', '""')}"`;
  const field = needsQuotes || random.chance(quoted) ? inQuotes : value;
  return random.chance(padded) ? ` ${field}  ` : field;
}

/** Without what does not belong to it: spaces, and TABs where they divide nothing. */
function trimmed(value: string, { delimiter }: Style): string {
  return delimiter === '\t'
    ? value.replace(/^ +/, '').replace(/ +$/, '')
    : value.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}
