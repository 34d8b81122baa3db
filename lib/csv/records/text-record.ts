import type { CsvRecord } from './entry.ts';
import { rawText } from './raw-text.ts';

/** A record that makes its raw text only when asked: few records are ever rejected. */
export class TextRecord implements CsvRecord {
  readonly kind = 'record';
  readonly line: number;
  readonly lastLine: number;
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
    lastLine = line,
  ) {
    this.line = line;
    this.lastLine = lastLine;
    this.offset = offset;
    this.fields = fields;
    this.#text = text;
    this.#from = from;
    this.#to = to;
  }

  get raw(): string {
    const isAll = this.#from === 0 && this.#to === this.#text.length;
    return isAll ? rawText(this.#text, false) : rawText(this.#text.slice(this.#from, this.#to), true);
  }
}
