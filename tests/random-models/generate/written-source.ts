import { gzipSync } from 'node:zlib';
import type { Random } from '../../fuzz/random.ts';
import type { SourceRecord } from '../spec.ts';

/** How one source is written. */
export interface Style {
  readonly delimiter: string;
  readonly lineEnds: readonly string[];
  /** Share of the fields in quotes that need none. */
  readonly quoted: number;
  /** Share of the fields with spaces round them. */
  readonly padded: number;
  /** Share of the lines with a blank one after them. */
  readonly blank: number;
  readonly mark: boolean;
  readonly lastLineEnd: boolean;
  readonly packed: 'plain' | 'gzip' | 'two members';
}

export function anyStyle(random: Random): Style {
  return {
    delimiter: random.pick([',', ',', ';', '|', '\t']),
    lineEnds: random.pick([['\n'], ['\n'], ['\r\n'], ['\n', '\r\n']]),
    quoted: random.pick([0, 0, 0.1, 1]),
    padded: random.pick([0, 0, 0.1]),
    blank: random.pick([0, 0, 0.05]),
    mark: random.chance(0.2),
    lastLineEnd: random.chance(0.8),
    packed: random.pick(['plain', 'plain', 'gzip', 'two members']),
  };
}

/** What is to be written as a record: its values, or those of one that is broken in a way. */
export interface Values {
  readonly values: readonly string[];
  readonly broken?: 'wrong_column_count' | 'stray_quote';
}

/** A source as a file, and what its records are meant to be. */
export interface WrittenSource {
  readonly content: Buffer;
  readonly records: readonly SourceRecord[];
}

/** Writes a header and records, each of as many values. */
export function writtenSource(
  random: Random,
  style: Style,
  header: readonly string[],
  records: readonly Values[],
): WrittenSource {
  const lines = new Lines(random, style);
  const blank = () => random.chance(style.blank) && lines.add('');
  blank();
  lines.add(writtenRecord(random, style, header));
  const written = records.map(({ values, broken }): SourceRecord => {
    blank();
    const raw = writtenRecord(random, style, brokenValues(values, broken));
    const spoilt = broken === 'stray_quote' ? `${raw}${style.delimiter}6" tall` : raw;
    const line = lines.add(spoilt);
    return { line, raw: spoilt, fields: broken ?? values.map((value) => trimmed(value, style)) };
  });
  return { content: packed(random, style, lines.content()), records: written };
}

/** The lines of a file so far. */
class Lines {
  readonly #random: Random;
  readonly #style: Style;
  #text: string;
  #line = 1;

  constructor(random: Random, style: Style) {
    this.#random = random;
    this.#style = style;
    this.#text = style.mark ? '\u{feff}' : '';
  }

  /** Adds a line, which may have line ends in it. Returns the number of the physical line on which it begins. */
  add(line: string): number {
    const at = this.#line;
    this.#text += line + this.#random.pick(this.#style.lineEnds);
    this.#line += line.split('\n').length;
    return at;
  }

  content(): Buffer {
    return Buffer.from(this.#style.lastLineEnd ? this.#text : this.#text.replace(/\r?\n$/, ''));
  }
}

function brokenValues(values: readonly string[], broken: Values['broken']): readonly string[] {
  return broken === 'wrong_column_count' ? [...values, 'one more'] : values;
}

function writtenRecord(random: Random, style: Style, values: readonly string[]): string {
  return values.map((value) => writtenField(random, style, value)).join(style.delimiter);
}

function writtenField(random: Random, { delimiter, quoted, padded }: Style, value: string): string {
  const needsQuotes = ['"', '\n', '\r', delimiter].some((mark) => value.includes(mark));
  const field = needsQuotes || random.chance(quoted) ? `"${value.replaceAll('"', '""')}"` : value;
  return random.chance(padded) ? ` ${field}  ` : field;
}

/** Without what does not belong to it: spaces, and TABs where they divide nothing. */
function trimmed(value: string, { delimiter }: Style): string {
  return delimiter === '\t'
    ? value.replace(/^ +/, '').replace(/ +$/, '')
    : value.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}

function packed(random: Random, { packed: how }: Style, content: Buffer): Buffer {
  if (how === 'plain') {
    return content;
  }
  if (how === 'gzip') {
    return gzipSync(content);
  }
  const cut = random.below(content.length + 1);
  return Buffer.concat([gzipSync(content.subarray(0, cut)), gzipSync(content.subarray(cut))]);
}
