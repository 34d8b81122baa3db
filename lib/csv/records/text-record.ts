import type { CsvRecord } from './entry.ts';
import { rawText } from './raw-text.ts';

/** A record that makes its raw text only when asked: few records are ever rejected. It is one line, and has a line end. */
export class TextRecord implements CsvRecord {
  readonly kind = 'record';
  readonly line: number;
  readonly offset: number;
  readonly fields: readonly string[];
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;

  /** The record is `text[from, to)`, without its line end. */
  constructor(
    line: number,
    offset: number,
    fields: readonly string[],
    text: string,
    from: number,
    to: number,
  ) {
    this.line = line;
    this.offset = offset;
    this.fields = fields;
    this.#text = text;
    this.#from = from;
    this.#to = to;
  }

  get lastLine(): number {
    return this.line;
  }

  get isUnended(): boolean {
    return false;
  }

  get hasRowsInside(): boolean {
    return false;
  }

  get raw(): string {
    const isAll = this.#from === 0 && this.#to === this.#text.length;
    return isAll ? rawText(this.#text, false) : rawText(this.#text.slice(this.#from, this.#to), true);
  }
}

/** What is told of a record that was framed: on which line it ends, whether that has a line end, and what its lines look like. */
export interface RecordEnd {
  readonly lastLine: number;
  readonly isUnended: boolean;
  readonly hasRowsInside: boolean;
}

/** The same of any number of lines, with a line end or without. Most records are of the other kind, and smaller so. */
export class FramedTextRecord extends TextRecord {
  readonly #lastLine: number;
  readonly #isUnended: boolean;
  readonly #hasRowsInside: boolean;

  constructor(
    line: number,
    offset: number,
    fields: readonly string[],
    text: string,
    { lastLine, isUnended, hasRowsInside }: RecordEnd,
  ) {
    super(line, offset, fields, text, 0, text.length);
    this.#lastLine = lastLine;
    this.#isUnended = isUnended;
    this.#hasRowsInside = hasRowsInside;
  }

  override get lastLine(): number {
    return this.#lastLine;
  }

  override get isUnended(): boolean {
    return this.#isUnended;
  }

  override get hasRowsInside(): boolean {
    return this.#hasRowsInside;
  }
}
