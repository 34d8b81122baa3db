import { isAscii, isUtf8 } from 'node:buffer';
import { LF } from '../dialect.ts';
import type { DefectReason, Entry } from './entry.ts';
import type { FramedRecord } from './framing/framed-record.ts';
import { RecordFramer } from './framing/record-framer.ts';
import type { RecordShape } from './framing/record-rules.ts';
import { PlainLines } from './plain-lines.ts';
import { RAW_BYTES } from './raw-text.ts';
import { HeaderNames, RepeatedHeaderText } from './repeated-header.ts';
import { hasRowsInside } from './rows-inside.ts';
import { splitFields } from './split-fields.ts';
import { TextDefect } from './text-defect.ts';
import { FramedTextRecord, TextRecord } from './text-record.ts';

export interface RecordOptions extends RecordShape {
  /** The names of the header, which the file may have once more further down; without them none is looked for. */
  readonly names?: readonly string[];
  /** Physical line of the first byte, from 1. */
  readonly line: number;
  /** Where in the file the first byte stands; 0 when it is not given. */
  readonly offset?: number;
}

/** Bytes parsed at a time: the strings of one block die young, and stay in the processor's cache. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Bytes to records, synchronously: call `parse` until a chunk is used up, take the entries, and `finish` after
 * the last chunk. Plain lines take the short way (PlainLines); all that is not plain is framed first, so that a
 * defect costs one line and no more.
 */
export class RecordParser {
  readonly #options: RecordOptions;
  readonly #framer: RecordFramer;
  readonly #plain: PlainLines;
  readonly #header: HeaderNames;
  #entries: Entry[] = [];

  constructor(options: RecordOptions) {
    const { line, offset = 0, names = [] } = options;
    this.#options = options;
    this.#header = new HeaderNames(names);
    this.#plain = new PlainLines(options, this.#header);
    this.#framer = new RecordFramer(
      options,
      { line, offset },
      (record) => {
        this.#entries.push(this.#entryOf(record));
      },
      (bytes, from) => this.parse(bytes, from),
    );
  }

  /** Offset in the file of the next record's start: all before it is done with. */
  get offset(): number {
    return this.#framer.offset;
  }

  /** Physical line of the next record's start. */
  get line(): number {
    return this.#framer.line;
  }

  /** The entries since the last call. */
  take(): Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  /** Parses some 64 KiB of `bytes` from `from` on. Returns the index of the first byte it has not used. */
  parse(bytes: Buffer, from: number): number {
    const start = this.isInside ? this.parseOne(bytes, from) : from;
    return start < bytes.length && !this.isInside ? this.#block(bytes, start) : start;
  }

  /** Parses one record from `from` on, or the rest of the one that was begun. Returns as `parse` does. */
  parseOne(bytes: Buffer, from: number): number {
    return from < bytes.length ? this.#framer.frame(bytes, from) : from;
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#framer.isInside;
  }

  /** Passes over whole lines that were read elsewhere. */
  skip(bytes: number, lines: number): void {
    this.#framer.skip(bytes, lines);
  }

  /** Ends the last record, when no line end did. */
  finish(): void {
    this.#framer.finish();
  }

  /** Parses records until BLOCK_BYTES are used, or until the bytes end inside a record. */
  #block(bytes: Buffer, from: number): number {
    const to = blockEnd(bytes, from);
    if (to === from) {
      return this.parseOne(bytes, from);
    }
    const block = bytes.subarray(from, to);
    const ascii = isAscii(block);
    const valid = ascii || isUtf8(block);
    if (valid) {
      this.#plain.open(bytes, from, to, ascii);
    }
    let at = from;
    while (at < to && !this.isInside) {
      if (valid) {
        at += this.#plainLines();
      }
      if (at === to) {
        break;
      }
      const start = at;
      at = this.parseOne(bytes, start);
      if (valid && at < to) {
        this.#plain.skip(bytes, start, at);
      }
    }
    return at;
  }

  /** Reads the plain lines that come next in the block. Returns their bytes. */
  #plainLines(): number {
    const { line, offset } = this.#framer;
    const read = this.#plain.read(this.#entries, line, offset);
    this.#framer.skip(read.bytes, read.lines);
    return read.bytes;
  }

  #entryOf(record: FramedRecord): Entry {
    const { from, to, line, lastLine, offset } = record;
    const reason = defectOf(record);
    if (reason !== undefined) {
      const end = Math.min(to, from + RAW_BYTES);
      const own = reason === 'invalid_utf8' ? record.bytes.toString('latin1', from, end) : undefined;
      return new TextDefect(line, offset, reason, textOf(record, end), lastLine, own);
    }
    const text = textOf(record, to);
    const fields = this.#asWideAsTheHeader(splitFields(text, this.#options.delimiter));
    if (this.#header.areRepeatedBy(fields)) {
      return new RepeatedHeaderText(record, text);
    }
    const { isUnended } = record;
    if (line === lastLine && !isUnended) {
      return new TextRecord(line, offset, fields, text, 0, text.length);
    }
    const end = { lastLine, isUnended, hasRowsInside: hasRowsInside(text, fields, this.#options) };
    return new FramedTextRecord(line, offset, fields, text, end);
  }

  /** The framer has settled that fields beyond the header's, and those that it lacks, are empty. */
  #asWideAsTheHeader(fields: string[]): string[] {
    const { width } = this.#options;
    if (fields.length === width) {
      return fields;
    }
    return fields.length < width ? [...fields, ''] : fields.slice(0, width);
  }
}

/** What is wrong with a framed record; the worst defect is told. */
function defectOf({
  bytes,
  from,
  to,
  defect,
  isAscii: ascii,
  hasNul,
}: FramedRecord): DefectReason | undefined {
  if (defect === 'record_too_long') {
    return defect;
  }
  if (!ascii && !isUtf8(bytes.subarray(from, to))) {
    return 'invalid_utf8';
  }
  return hasNul ? 'nul_byte' : defect;
}

/** The text of a record up to a byte of it: one of its own. */
const textOf = ({ bytes, from, isAscii: ascii }: FramedRecord, to: number): string =>
  bytes.toString(ascii ? 'latin1' : 'utf8', from, to);

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
