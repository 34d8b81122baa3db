import { CR, type Delimiter, LF, MARK_CODE, QUOTE, SPACE } from '../dialect.ts';
import { isBlankText } from '../values/invisible.ts';
import { isPadding } from '../values/padding.ts';
import type { Entry } from './entry.ts';
import type { HeaderNames } from './repeated-header.ts';
import { TextRecord } from './text-record.ts';

/** What the plain lines of a file have in common. */
export interface PlainLineOptions {
  readonly delimiter: Delimiter;
  readonly width: number;
  readonly maxRecordBytes: number;
}

/** How much of a block was read. */
interface ReadLines {
  readonly bytes: number;
  readonly lines: number;
}

const FIRST_BEYOND_ASCII = 0x80;
const LINE_END = String.fromCharCode(LF);
const QUOTE_MARK = String.fromCharCode(QUOTE);

/**
 * Reads lines without quotes, of the right number of columns: nearly all lines of nearly all files, so that this
 * loop decides the speed. A block is decoded once and searched by `indexOf`, which took half the time of a loop
 * over bytes. Each search goes on where the last one ended, so that a block is searched once for each character,
 * whatever its lines are.
 */
export class PlainLines {
  readonly #options: PlainLineOptions;
  readonly #tabs: boolean;
  readonly #header: HeaderNames;
  #text = '';
  /** One byte a character. */
  #ascii = true;
  /** Start of the next line in the text. */
  #at = 0;
  /** The next delimiter, quote and NUL at or after it; the length of the text when there is none. */
  #delimiterAt = 0;
  #quoteAt = 0;
  #nulAt = 0;

  constructor(options: PlainLineOptions, header: HeaderNames) {
    this.#options = options;
    this.#header = header;
    this.#tabs = options.delimiter !== '\t';
  }

  /** Starts a block of whole lines, `bytes[from, to)`, in valid UTF-8. */
  open(bytes: Buffer, from: number, to: number, ascii: boolean): void {
    this.#text = bytes.toString(ascii ? 'latin1' : 'utf8', from, to);
    this.#ascii = ascii;
    this.#at = 0;
    this.#delimiterAt = -1;
    this.#quoteAt = -1;
    this.#nulAt = -1;
  }

  /**
   * Adds the records from the block's next line on to `entries`, up to the first line that is anything but plain.
   * In a file of one column none is: a blank line would look like a record.
   * @param line physical line of that next line
   * @param offset its offset in the file
   */
  read(entries: Entry[], line: number, offset: number): ReadLines {
    const { delimiter, width, maxRecordBytes } = this.#options;
    const text = this.#text;
    const tabs = this.#tabs;
    const ascii = this.#ascii;
    const last = width - 1;
    this.#searchOn();
    const stop = Math.min(this.#quoteAt, this.#nulAt, last === 0 ? 0 : text.length);
    let delimiterAt = this.#delimiterAt;
    let at = this.#at;
    let row = line;
    let byte = offset;
    while (at < stop) {
      const lineEnd = text.indexOf(LINE_END, at);
      const bytes = ascii ? lineEnd - at : utf8Length(text, at, lineEnd);
      if (lineEnd > stop || bytes > maxRecordBytes || text.charCodeAt(at) === MARK_CODE) {
        break;
      }
      const fields: string[] = new Array(width);
      let column = 0;
      let from = at;
      while (delimiterAt < lineEnd && column < last) {
        fields[column++] = fieldOf(text, from, delimiterAt, tabs);
        from = delimiterAt + 1;
        delimiterAt = find(text, delimiter, from);
      }
      if (column < last || delimiterAt < lineEnd) {
        break;
      }
      const to = contentEnd(text, from, lineEnd);
      fields[column] = fieldOf(text, from, to, tabs);
      if (this.#isNoRow(fields, at, to)) {
        break;
      }
      entries.push(new TextRecord(row++, byte, fields, text, at, to));
      byte += bytes + 1;
      at = lineEnd + 1;
    }
    this.#at = at;
    this.#delimiterAt = delimiterAt;
    return { bytes: byte - offset, lines: row - line };
  }

  /** Whether the line `text[from, to)` is no row: it is blank, or the header once more. */
  #isNoRow(fields: readonly string[], from: number, to: number): boolean {
    const first = fields[0] ?? '';
    const code = first.charCodeAt(0);
    // So begin nearly all rows: with a letter, a digit or a sign that is not the header's.
    if (code > SPACE && code < FIRST_BEYOND_ASCII && code !== this.#header.firstCode) {
      return false;
    }
    const { delimiter } = this.#options;
    return (
      this.#header.areRepeatedBy(fields) ||
      (isBlankText(first, delimiter) && isBlankText(this.#text.slice(from, to), delimiter))
    );
  }

  /** Passes over `bytes[from, to)` of the block, lines that were read elsewhere. */
  skip(bytes: Buffer, from: number, to: number): void {
    this.#at += this.#ascii ? to - from : bytes.toString('utf8', from, to).length;
  }

  #searchOn(): void {
    const at = this.#at;
    if (this.#delimiterAt < at) {
      this.#delimiterAt = find(this.#text, this.#options.delimiter, at);
    }
    if (this.#quoteAt < at) {
      this.#quoteAt = find(this.#text, QUOTE_MARK, at);
    }
    if (this.#nulAt < at) {
      this.#nulAt = find(this.#text, '\0', at);
    }
  }
}

/** Where the content of a line ends, before any number of CRs. */
function contentEnd(text: string, from: number, lineEnd: number): number {
  let to = lineEnd;
  while (to > from && text.charCodeAt(to - 1) === CR) {
    to--;
  }
  return to;
}

/** Where the character stands, from `from` on; the length of the text when it does not. */
function find(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from);
  return found === -1 ? text.length : found;
}

/** `text[from, to)` without its padding. */
function fieldOf(text: string, from: number, to: number, tabs: boolean): string {
  let start = from;
  let end = to;
  while (start < end && isPadding(text.charCodeAt(start), tabs)) {
    start++;
  }
  while (start < end && isPadding(text.charCodeAt(end - 1), tabs)) {
    end--;
  }
  return text.slice(start, end);
}

/** Bytes of `text[from, to)` in UTF-8. Both halves of a surrogate pair count two. */
function utf8Length(text: string, from: number, to: number): number {
  let length = to - from;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      continue;
    }
    length += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return length;
}
