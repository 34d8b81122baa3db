import { LF } from './dialect.ts';
import type { Entry } from './records/entry.ts';
import { type RecordOptions, RecordParser } from './records/record-parser.ts';
import type { RefusedLines } from './records/refused-lines.ts';

/** Bytes that a scanner is given at a time. */
export const INPUT_BYTES = 1024 * 1024;

/**
 * Where there is no plain line between two records that are not, the careful path parses twice as many bytes each time before plain lines
 * are looked for again, to this many; that is one record still for the first few times.
 */
const LONGEST_STRETCH_BYTES = 256 * 1024;

/** What reads plain lines: the kernel, and of the entity its scanner. What it takes is added where it keeps its results. */
export interface LineScanner {
  /** Where bytes go that `scan` is to read: INPUT_BYTES, valid until the next call that adds anything. */
  readonly input: Buffer;
  /** The bytes of the input are new. */
  begin(): void;
  /**
   * Adds the plain lines in `input[from, to)`, which are whole, up to the first that is left to the careful path.
   */
  scan(from: number, to: number): Scanned;
}

/** How far a scanner came. */
export interface Scanned {
  /** Where the line begins that is left to the careful path, or the end. */
  readonly at: number;
  /** How many lines it has dealt with. */
  readonly lines: number;
  /** Those of them that certainly don't count, if there are any; to be placed in the file. */
  readonly refused?: RefusedLines;
}

/** What comes out of a file: a record, or several lines that the scanner refused. */
export type ReadEntry = Entry | RefusedLines;

/**
 * Reads a file: plain lines go to a scanner, all others come out as entries, in file order. The result of an entry must be
 * added where the scanner adds before the next one is asked for, since the first of an id counts.
 *
 * After a quote nothing is taken for a line before the careful path has found the record's end.
 */
export class PlainFirstReader {
  readonly #scanner: LineScanner;
  readonly #parser: RecordParser;
  /** Bytes to be parsed the careful way next, at least one record. */
  #stretch = 1;
  /** Lines that the scanner took, and that are not among the entries. */
  plainLines = 0;

  constructor(scanner: LineScanner, options: RecordOptions) {
    this.#scanner = scanner;
    this.#parser = new RecordParser(options);
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#parser.isInside;
  }

  /** Offset in the file of the next record's start. */
  get offset(): number {
    return this.#parser.offset;
  }

  /** Physical line of the next record's start. */
  get line(): number {
    return this.#parser.line;
  }

  /** Reads a chunk of any size. A chunk that is the start of the scanner's input already is not copied. */
  *read(chunk: Buffer): Generator<ReadEntry[], void, undefined> {
    const { input } = this.#scanner;
    if (chunk.buffer === input.buffer && chunk.byteOffset === input.byteOffset) {
      yield* this.#readInput(chunk.length);
      return;
    }
    for (let from = 0; from < chunk.length; from += INPUT_BYTES) {
      yield* this.#readInput(chunk.copy(this.#scanner.input, 0, from, from + INPUT_BYTES));
    }
  }

  /** Ends the last record, when no line end did. */
  finish(): Entry[] {
    this.#parser.finish();
    return this.#parser.take();
  }

  *#readInput(length: number): Generator<ReadEntry[], void, undefined> {
    const scanner = this.#scanner;
    const parser = this.#parser;
    scanner.begin();
    let { input } = scanner;
    let bytes = input.subarray(0, length);
    const whole = bytes.lastIndexOf(LF) + 1;
    let at = 0;
    while (at < length) {
      if (at < whole && !parser.isInside) {
        const scanned = scanner.scan(at, whole);
        if (scanned.refused) {
          // The parser stands where the scan began, still.
          scanned.refused.place(parser.line);
          yield [scanned.refused];
        }
        this.#skip(at, scanned);
        at = scanned.at;
        if (at === length) {
          return;
        }
      }
      if (scanner.input !== input) {
        input = scanner.input;
        bytes = input.subarray(0, length);
      }
      at = this.#careful(bytes, at, at < whole ? Math.min(at + this.#nextStretch(), whole) : length);
      yield parser.take();
    }
  }

  #skip(from: number, { at, lines, refused }: Scanned): void {
    this.#parser.skip(at - from, lines);
    this.plainLines += lines - (refused?.length ?? 0);
    if (at > from) {
      this.#stretch = 1;
    }
  }

  #nextStretch(): number {
    const stretch = this.#stretch;
    this.#stretch = Math.min(2 * stretch, LONGEST_STRETCH_BYTES);
    return stretch;
  }

  /** Parses records from `at` on: one, or as many as end before `until`. Returns where the parser stopped. */
  #careful(input: Buffer, at: number, until: number): number {
    const first = this.#parser.parseOne(input, at);
    if (first >= until) {
      return first;
    }
    const end = input.lastIndexOf(LF, until - 1) + 1;
    let next = first;
    while (next < end) {
      next = this.#parser.parse(input.subarray(0, end), next);
    }
    return next;
  }
}
