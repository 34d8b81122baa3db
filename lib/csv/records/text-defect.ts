import type { Defect, DefectReason } from './entry.ts';
import { rawText } from './raw-text.ts';

/** A defect that makes its raw text only when asked: of very many only the first are listed. */
export class TextDefect implements Defect {
  readonly kind = 'defect';
  readonly line: number;
  readonly lastLine: number;
  readonly offset: number;
  readonly reason: DefectReason;
  readonly #text: string;

  /** @param text the record, or its first RAW_BYTES bytes, decoded for it alone */
  constructor(line: number, offset: number, reason: DefectReason, text: string, lastLine = line) {
    this.line = line;
    this.lastLine = lastLine;
    this.offset = offset;
    this.reason = reason;
    this.#text = text;
  }

  get raw(): string {
    return rawText(this.#text, false);
  }
}
