import { BYTE_ORDER_MARK, CR, DELIMITERS, type Delimiter, LF } from '../../dialect.ts';
import { isBlankText } from '../../values/invisible.ts';

/** The byte order mark that a UTF-8 file may begin with, and a file that was appended to another one. */
const MARK = Buffer.from(BYTE_ORDER_MARK);

/** A line that tells spreadsheets the delimiter, in any case, perhaps in quotes. */
const SEP_LINE = /^("?)sep=(.)\1$/isu;

/** Before the header is read, the delimiter is not known. */
const ANY_DELIMITER = DELIMITERS.join('');

/** What stands before the header of a file, or before its rows. */
export interface Opening {
  /** Where the first line that is not blank, and no sep= line, starts; the end of the head when there is none. */
  readonly start: number;
  /** Its physical line, from 1. */
  readonly line: number;
  /** What a `sep=` line says: a delimiter, or a character that is none. */
  readonly sep?: string;
  /** The line of that. */
  readonly sepLine?: number;
}

/**
 * Passes over a byte order mark, blank lines and a sep= line.
 *
 * @param complete whether the file ends where its head does: a line that the head cuts may be any other
 */
export function openingOf(head: Buffer, complete: boolean): Opening {
  const first = skipBlankLines(head, { start: 0, line: 1 });
  const end = lineEnd(head, first.start);
  const [, , sep] = SEP_LINE.exec(shortText(head, first.start, end)) ?? [];
  if (sep === undefined || (end === head.length && !complete)) {
    return first;
  }
  const next = Math.min(end + 1, head.length);
  return { ...skipBlankLines(head, { start: next, line: first.line + 1 }), sep, sepLine: first.line };
}

/** The delimiter that is told by a character, or undefined. */
export const delimiterOf = (character: string): Delimiter | undefined =>
  DELIMITERS.find((delimiter) => delimiter === character);

/** Bytes of a byte order mark at a line's start: 3 or 0. */
export function markLength(head: Buffer, at: number): number {
  return head.subarray(at, at + MARK.length).equals(MARK) ? MARK.length : 0;
}

/** Bytes of a byte order mark that ends right before a place: 3 or 0. */
export const markBefore = (head: Buffer, at: number): number =>
  at >= MARK.length ? markLength(head, at - MARK.length) : 0;

/** Index of the LF that ends the line, or the end of the head. */
export function lineEnd(head: Buffer, from: number): number {
  const at = head.indexOf(LF, from);
  return at === -1 ? head.length : at;
}

interface Place {
  readonly start: number;
  readonly line: number;
}

function skipBlankLines(head: Buffer, from: Place): Place {
  let { start, line } = from;
  while (start < head.length) {
    const end = lineEnd(head, start);
    if (!isBlank(head, start, end)) {
      return { start: start + markLength(head, start), line };
    }
    start = Math.min(end + 1, head.length);
    line += end < head.length ? 1 : 0;
  }
  return { start, line };
}

/** Whether a line is only delimiters, padding and invisible characters. Most are told by their first byte. */
export function isBlank(head: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = head[at] ?? 0;
    if (byte >= 0x80) {
      return isBlankText(head.toString('utf8', at, to), ANY_DELIMITER);
    }
    if (!BLANK_ASCII.has(byte)) {
      return false;
    }
  }
  return true;
}

const BLANK_ASCII: ReadonlySet<number> = new Set(
  Array.from({ length: 0x80 }, (_, code) => code).filter((code) =>
    isBlankText(String.fromCharCode(code), ANY_DELIMITER),
  ),
);

/** A sep= line has a few bytes; the line without the CRs at its end. */
function shortText(head: Buffer, from: number, to: number): string {
  let end = to;
  while (end > from && head[end - 1] === CR) {
    end--;
  }
  return end - from > 16 ? '' : head.toString('utf8', from, end);
}
