import type { Defect, DefectReason } from './entry.ts';
import { rawText } from './raw-text.ts';

const WINDOWS_1252 = new TextDecoder('windows-1252');

/** A defect that makes its raw text only when asked: of very many only the first are listed. */
export class TextDefect implements Defect {
  readonly kind = 'defect';
  readonly line: number;
  readonly lastLine: number;
  readonly offset: number;
  readonly reason: DefectReason;
  readonly #text: string;
  readonly #bytes: string | undefined;

  /**
   * @param text the record, or its first RAW_BYTES bytes, decoded for it alone
   * @param bytes of one that is no UTF-8 the same bytes, each as the character of its number
   */
  constructor(
    line: number,
    offset: number,
    reason: DefectReason,
    text: string,
    lastLine = line,
    bytes?: string,
  ) {
    this.line = line;
    this.lastLine = lastLine;
    this.offset = offset;
    this.reason = reason;
    this.#text = text;
    this.#bytes = bytes;
  }

  get raw(): string {
    return rawText(this.#text, false);
  }

  get asWindows1252(): string | undefined {
    const bytes = this.#bytes;
    return bytes === undefined
      ? undefined
      : rawText(WINDOWS_1252.decode(Buffer.from(bytes, 'latin1')), false);
  }
}
