import { isAscii } from 'node:buffer';
import { LF, NUL } from '../../dialect.ts';
import { RAW_BYTES } from '../raw-text.ts';
import { Carry } from './carry.ts';
import type { FramedRecord, FramingDefect } from './framed-record.ts';
import { Framer } from './framer.ts';
import { fits, isBlank, isTooLong, type RecordShape, withoutLineEnd } from './record-rules.ts';

/** What is told of a record besides its place. */
interface SeenRecord extends Pick<FramedRecord, 'defect' | 'isAscii' | 'hasNul' | 'isUnended'> {
  readonly lines: number;
}

/** The record begun in a chunk is longer than is allowed, and its first line has not ended yet. */
const TOO_LONG = -2;

/**
 * Frames the records of a file, one after the other, wherever chunks end. A record is *broken* if a quote or text stands where
 * none may, if it is too long, if a quote of it is never closed, or if it covers several lines and has another number of columns
 * than the header. A broken record is its first line and no more: what comes after that line is read as if nothing had been, so
 * that one quote costs its line and not those which it would swallow (docs/inputs.md).
 *
 * What that takes is bounded: a record is looked at for `maxRecordBytes` before it is known to be broken, and since the line that
 * ends the quotes of one broken record is the next that can open any, no byte is looked at more than a few times.
 */
export class RecordFramer {
  readonly #shape: RecordShape;
  readonly #framer: Framer;
  readonly #carry: Carry;
  readonly #take: (record: FramedRecord) => void;
  readonly #readOn: (bytes: Buffer, from: number) => number;
  /** So many bytes of a record without its end make it too long: with room for a line end after the longest. */
  readonly #limit: number;
  /** The record that was begun is one line, too long, whose end is looked for. */
  #isTooLong = false;
  /** Offset in the file, and physical line, of the next record's start: all before it is done with. */
  offset: number;
  line: number;

  /**
   * @param take gets each record, in file order; blank lines are none. Its bytes are valid until it returns
   * @param readOn reads on in bytes that were read in vain, since the record that began before them is broken: one record or more, as
   * `frame` does, which is what is done without it. There may be a megabyte of them, nearly all plain lines
   */
  constructor(
    shape: RecordShape,
    place: { readonly offset: number; readonly line: number },
    take: (record: FramedRecord) => void,
    readOn?: (bytes: Buffer, from: number) => number,
  ) {
    this.#shape = shape;
    this.#framer = new Framer(shape.delimiter);
    this.#limit = shape.maxRecordBytes + 2;
    this.#carry = new Carry(Math.max(this.#limit, RAW_BYTES));
    this.#take = take;
    this.#readOn = readOn ?? ((bytes, from) => this.frame(bytes, from));
    this.offset = place.offset;
    this.line = place.line;
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#carry.length > 0;
  }

  /** Passes over whole lines that were read elsewhere. */
  skip(bytes: number, lines: number): void {
    this.offset += bytes;
    this.line += lines;
  }

  /** Frames the record at `from`, or the rest of the one that was begun. Returns the index of the first byte it has not used. */
  frame(bytes: Buffer, from: number): number {
    return this.isInside ? this.#resume(bytes, from) : this.#begin(bytes, from);
  }

  /** Ends the last record, when no line end did. */
  finish(): void {
    while (this.isInside) {
      if (!this.#isTooLong && this.#framer.newlines > 0 && this.#isBroken(this.#carry.bytes, 0, false)) {
        this.#breakCarried();
      } else {
        this.#endCarried(false);
      }
    }
  }

  #begin(bytes: Buffer, from: number): number {
    const framer = this.#framer;
    framer.begin();
    const end = this.#scan(bytes, from, this.#limit);
    if (end > 0) {
      return this.#end(bytes, from, end);
    }
    if (end === TOO_LONG && framer.newlines > 0) {
      return this.#break(bytes, from);
    }
    this.#isTooLong = end === TOO_LONG;
    if (this.#isTooLong) {
      const lineEnd = bytes.indexOf(LF, from + this.#limit) + 1;
      if (lineEnd > 0) {
        this.#addTooLong(bytes, from, lineEnd, lineEnd - from, true);
        return lineEnd;
      }
    }
    this.#carry.append(bytes, from, bytes.length);
    return bytes.length;
  }

  /** Goes on with the record that began in an earlier chunk: it, or what is left of it when it is broken, ends in here or goes on. */
  #resume(bytes: Buffer, from: number): number {
    const carry = this.#carry;
    if (this.#isTooLong) {
      return this.#skipLine(bytes, from);
    }
    const room = this.#limit - carry.length;
    const end = this.#scan(bytes, from, room);
    if (end === TOO_LONG) {
      const to = from + room;
      carry.append(bytes, from, to);
      if (this.#framer.newlines > 0) {
        this.#breakCarried();
        return to;
      }
      this.#isTooLong = true;
      return this.#skipLine(bytes, to);
    }
    carry.append(bytes, from, end > 0 ? end : bytes.length);
    if (end < 0) {
      return bytes.length;
    }
    if (this.#framer.newlines > 1 && this.#isBroken(carry.bytes, 0, true)) {
      this.#breakCarried();
    } else {
      this.#endCarried(true);
    }
    return end;
  }

  /** Scans up to so many bytes. Returns the index after the end of the record, -1 when the bytes end before, or TOO_LONG. */
  #scan(bytes: Buffer, from: number, most: number): number {
    const to = Math.min(bytes.length, from + most);
    const end = this.#framer.scan(bytes, from, to);
    return end === -1 && to - from === most ? TOO_LONG : end;
  }

  /** Ends the record `bytes[from, end)`, or its first line when it is broken. Returns the index after that. */
  #end(bytes: Buffer, from: number, end: number): number {
    if (this.#framer.newlines > 1 && this.#isBroken(bytes.subarray(0, end), from, true)) {
      return this.#break(bytes, from);
    }
    this.#add(bytes, from, end, true);
    return end;
  }

  /** Whether the record `bytes[from, end of bytes)`, which covers more than one line, is broken. */
  #isBroken(bytes: Buffer, from: number, isEnded: boolean): boolean {
    const framer = this.#framer;
    return (
      framer.stray ||
      framer.open ||
      isTooLong(this.#shape, bytes, from, bytes.length, isEnded) ||
      !fits(this.#framer, this.#shape, bytes, from, withoutLineEnd(bytes, from, bytes.length))
    );
  }

  /** Takes the first line of the broken record at `from`. Returns the index after it. */
  #break(bytes: Buffer, from: number): number {
    const lineEnd = bytes.indexOf(LF, from) + 1;
    const line = bytes.subarray(from, lineEnd);
    this.#give(bytes, from, withoutLineEnd(bytes, from, lineEnd), {
      lines: 1,
      defect: isTooLong(this.#shape, bytes, from, lineEnd, true) ? 'record_too_long' : 'unclosed_quote',
      isAscii: isAscii(line),
      hasNul: line.includes(NUL),
      isUnended: false,
    });
    this.skip(lineEnd - from, 1);
    return lineEnd;
  }

  /** The same of the record that is carried; what comes after its first line is read once more. */
  #breakCarried(): void {
    const bytes = Buffer.from(this.#carry.bytes);
    this.#carry.clear();
    for (let at = this.#break(bytes, 0); at < bytes.length; ) {
      at = this.#readOn(bytes, at);
    }
  }

  #endCarried(isEnded: boolean): void {
    const { bytes, length } = this.#carry;
    if (this.#isTooLong) {
      this.#addTooLong(bytes, 0, bytes.length, length, isEnded);
    } else {
      this.#add(bytes, 0, bytes.length, isEnded);
    }
    this.#carry.clear();
  }

  #skipLine(bytes: Buffer, from: number): number {
    const lineEnd = bytes.indexOf(LF, from) + 1;
    this.#carry.append(bytes, from, lineEnd > 0 ? lineEnd : bytes.length);
    if (lineEnd === 0) {
      return bytes.length;
    }
    this.#endCarried(true);
    return lineEnd;
  }

  #addTooLong(bytes: Buffer, from: number, end: number, length: number, isEnded: boolean): void {
    this.#isTooLong = false;
    const to = withoutLineEnd(bytes, from, end);
    const shown = bytes.subarray(from, to);
    this.#give(bytes, from, to, {
      lines: 1,
      defect: 'record_too_long',
      isAscii: isAscii(shown),
      hasNul: shown.includes(NUL),
      isUnended: !isEnded,
    });
    this.skip(length, 1);
  }

  #add(bytes: Buffer, from: number, end: number, isEnded: boolean): void {
    const framer = this.#framer;
    const to = withoutLineEnd(bytes, from, end);
    const isLong = isTooLong(this.#shape, bytes, from, end, isEnded);
    const lines = framer.newlines + (isEnded ? 0 : 1);
    if (isLong || !isBlank(framer, this.#shape, bytes, from, to)) {
      this.#give(bytes, from, to, {
        lines,
        defect: isLong ? 'record_too_long' : this.#lineDefect(bytes, from, to),
        isAscii: framer.isAscii,
        hasNul: framer.hasNul,
        isUnended: !isEnded,
      });
    }
    this.skip(end - from, lines);
  }

  /** What is wrong with a record that is not too long. Of one that covers several lines, nothing is. */
  #lineDefect(bytes: Buffer, from: number, to: number): FramingDefect | undefined {
    const framer = this.#framer;
    if (framer.stray) {
      return 'stray_quote';
    }
    if (framer.open) {
      return 'unclosed_quote';
    }
    return fits(this.#framer, this.#shape, bytes, from, to) ? undefined : 'wrong_column_count';
  }

  #give(bytes: Buffer, from: number, to: number, seen: SeenRecord): void {
    const { offset, line } = this;
    const { lines, defect, isAscii: ascii, hasNul, isUnended } = seen;
    const lastLine = line + lines - 1;
    this.#take({ bytes, from, to, offset, line, lastLine, defect, isAscii: ascii, hasNul, isUnended });
  }
}
