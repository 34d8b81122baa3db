import { isAscii, isUtf8 } from 'node:buffer';
import { CR, type Delimiter, LF } from '../dialect.ts';
import { Carry } from './carry.ts';
import type { DefectReason, Entry } from './entry.ts';
import { Framer } from './framer.ts';
import { PlainLines } from './plain-lines.ts';
import { RAW_BYTES } from './raw-text.ts';
import { splitFields } from './split-fields.ts';
import { TextDefect } from './text-defect.ts';
import { TextRecord } from './text-record.ts';
import { UnclosedQuoteError } from './unclosed-quote-error.ts';

export interface RecordOptions {
  readonly delimiter: Delimiter;
  /** Columns of a record. */
  readonly width: number;
  /** Physical line of the first byte, from 1. */
  readonly line: number;
  /** Where in the file the first byte stands; 0 when it is not given. */
  readonly offset?: number;
  /** A longer record, its line end not counted, is a defect. */
  readonly maxRecordBytes: number;
}

/** Bytes parsed at a time: the strings of one block die young, and stay in the processor's cache. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Bytes to records, synchronously: call `parse` until a chunk is used up, take the entries, and `finish` after
 * the last chunk. Plain lines take the short way (PlainLines); all that is not plain is framed first, so that a
 * defect costs one record and no more.
 */
export class RecordParser {
  readonly #options: RecordOptions;
  readonly #framer: Framer;
  readonly #plain: PlainLines;
  readonly #carry: Carry;
  #entries: Entry[] = [];
  /** Offset and physical line of the next record's start. */
  #offset: number;
  #line: number;

  constructor(options: RecordOptions) {
    const { delimiter, width, maxRecordBytes } = options;
    this.#options = options;
    this.#framer = new Framer(delimiter);
    this.#plain = new PlainLines({ delimiter, width, maxRecordBytes });
    // Room for a line end after the longest record, so that what is longer than this is too long.
    this.#carry = new Carry(Math.max(maxRecordBytes + 2, RAW_BYTES));
    this.#offset = options.offset ?? 0;
    this.#line = options.line;
  }

  /** Offset in the file of the next record's start: all before it is done with. */
  get offset(): number {
    return this.#offset;
  }

  /** Physical line of the next record's start. */
  get line(): number {
    return this.#line;
  }

  /** The entries since the last call. */
  take(): Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  /** Parses some 64 KiB of `bytes` from `from` on. Returns the index of the first byte it has not used. */
  parse(bytes: Buffer, from: number): number {
    const start = this.isInside ? this.#resume(bytes, from) : from;
    return start < bytes.length ? this.#block(bytes, start) : start;
  }

  /** Parses one record from `from` on, or the rest of the one that was begun. Returns as `parse` does. */
  parseOne(bytes: Buffer, from: number): number {
    if (this.isInside) {
      return this.#resume(bytes, from);
    }
    return from < bytes.length ? this.#framed(bytes, from, from) : from;
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#carry.length > 0;
  }

  /** Passes over whole lines that were read elsewhere. */
  skip(bytes: number, lines: number): void {
    this.#offset += bytes;
    this.#line += lines;
  }

  /**
   * Ends the last record, when no line end did.
   * @throws {UnclosedQuoteError} when it is inside a quoted field
   */
  finish(): void {
    if (!this.isInside) {
      return;
    }
    if (this.#framer.open) {
      throw new UnclosedQuoteError(this.#line);
    }
    this.#finishCarried();
  }

  /** Parses records until BLOCK_BYTES are used, or until the bytes end inside a record. */
  #block(bytes: Buffer, from: number): number {
    const to = blockEnd(bytes, from);
    if (to === from) {
      return this.#framed(bytes, from, from);
    }
    const block = bytes.subarray(from, to);
    const ascii = isAscii(block);
    const valid = ascii || isUtf8(block);
    if (valid) {
      this.#plain.open(bytes, from, to, ascii);
    }
    let at = from;
    while (at < to) {
      if (valid) {
        at += this.#plainLines();
      }
      if (at === to) {
        break;
      }
      const start = at;
      at = this.#framed(bytes, start, valid ? to : from);
      if (valid && at < to) {
        this.#plain.skip(bytes, start, at);
      }
    }
    return at;
  }

  /** Reads the plain lines that come next in the block. Returns their bytes. */
  #plainLines(): number {
    const entries = this.#entries;
    const before = entries.length;
    const offset = this.#offset;
    this.#offset = this.#plain.read(entries, this.#line, offset);
    this.#line += entries.length - before;
    return this.#offset - offset;
  }

  /** Parses one record that may be anything. Up to `validTo` the bytes are known to be UTF-8. */
  #framed(bytes: Buffer, from: number, validTo: number): number {
    this.#framer.begin();
    const end = this.#framer.scan(bytes, from, bytes.length);
    if (end === -1) {
      this.#carry.append(bytes, from, bytes.length);
      return bytes.length;
    }
    this.#add(bytes, from, end, end - from, end <= validTo);
    return end;
  }

  /** Goes on with the record that began in an earlier chunk. */
  #resume(bytes: Buffer, from: number): number {
    const end = this.#framer.scan(bytes, from, bytes.length);
    this.#carry.append(bytes, from, end === -1 ? bytes.length : end);
    if (end === -1) {
      return bytes.length;
    }
    this.#finishCarried();
    return end;
  }

  #finishCarried(): void {
    const { bytes, length } = this.#carry;
    this.#add(bytes, 0, bytes.length, length, false);
    this.#carry.clear();
  }

  /** Adds the entry of the framed record `bytes[start, end)`, of which `length` bytes were read. */
  #add(bytes: Buffer, start: number, end: number, length: number, valid: boolean): void {
    const framer = this.#framer;
    const contentEnd = withoutLineEnd(bytes, start, end);
    const line = this.#line;
    const offset = this.#offset;
    const lastLine = line + Math.max(framer.newlines - 1, 0);
    this.#line += framer.newlines;
    this.#offset += length;
    if (framer.blank) {
      return;
    }
    const reason = this.#defect(bytes, start, contentEnd, length - (end - contentEnd), valid);
    if (reason !== undefined) {
      const to = Math.min(contentEnd, start + RAW_BYTES);
      const shown = this.#text(bytes, start, to);
      const own = reason === 'invalid_utf8' ? bytes.toString('latin1', start, to) : undefined;
      this.#entries.push(new TextDefect(line, offset, reason, shown, lastLine, own));
      return;
    }
    const text = this.#text(bytes, start, contentEnd);
    const fields = splitFields(text, this.#options.delimiter);
    this.#entries.push(new TextRecord(line, offset, fields, text, 0, text.length, lastLine));
  }

  /** A text of its own out of the framed record. */
  #text(bytes: Buffer, start: number, end: number): string {
    return bytes.toString(this.#framer.isAscii ? 'latin1' : 'utf8', start, end);
  }

  /** What is wrong with the framed record, whose content is `bytes[start, end)`; the worst defect is told. */
  #defect(
    bytes: Buffer,
    start: number,
    end: number,
    length: number,
    valid: boolean,
  ): DefectReason | undefined {
    const framer = this.#framer;
    if (length > this.#options.maxRecordBytes) {
      return 'record_too_long';
    }
    if (!valid && !framer.isAscii && !isUtf8(bytes.subarray(start, end))) {
      return 'invalid_utf8';
    }
    if (framer.hasNul) {
      return 'nul_byte';
    }
    if (framer.stray) {
      return 'stray_quote';
    }
    return framer.columns === this.#options.width ? undefined : 'wrong_column_count';
  }
}

/** Index after the last line end of the block at `from`, or of the line that is longer; `from` when there is none. */
function blockEnd(bytes: Buffer, from: number): number {
  const limit = from + BLOCK_BYTES;
  const last = limit < bytes.length ? bytes.lastIndexOf(LF, limit - 1) : bytes.lastIndexOf(LF);
  if (last >= from) {
    return last + 1;
  }
  const next = limit < bytes.length ? bytes.indexOf(LF, limit) : -1;
  return next === -1 ? from : next + 1;
}

/** Where the content of the record `bytes[start, end)` ends: before LF, CRLF, or a CR that ends the file. */
function withoutLineEnd(bytes: Buffer, start: number, end: number): number {
  const beforeLf = end > start && bytes[end - 1] === LF ? end - 1 : end;
  return beforeLf > start && bytes[beforeLf - 1] === CR ? beforeLf - 1 : beforeLf;
}
